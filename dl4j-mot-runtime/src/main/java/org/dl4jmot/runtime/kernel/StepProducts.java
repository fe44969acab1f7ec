package org.dl4jmot.runtime.kernel;

/**
 * The matrix products of one step of a recurrent operation: of its gates' input weights with the
 * step's input, of their recurrent weights with the state.
 */
interface StepProducts {
  /** Takes input and state of a step, one sample's. */
  void read(float[] input, int from, float[] state);

  /** Adds a gate's products to its sums, one per unit. */
  void addTo(int gate, float[] sums);
}
