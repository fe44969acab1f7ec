package org.dl4jmot.examples.random;

import java.util.List;

/** How errors pass through one operation. */
interface ErrorRule {
  /**
   * How far an element of the result may be off.
   *
   * @param run the operation
   * @param values its inputs
   * @param errors how far each element of each input may be off
   * @param rounding relative error of one rounding; 0 to leave out what the operation itself rounds
   */
  float[] bound(NodeRun run, List<float[]> values, List<float[]> errors, double rounding);
}
