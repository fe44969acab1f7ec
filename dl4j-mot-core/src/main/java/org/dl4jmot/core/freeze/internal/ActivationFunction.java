package org.dl4jmot.core.freeze.internal;

import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.Tensor;

/** An activation function as one operation or several. */
@FunctionalInterface
interface ActivationFunction {
  /**
   * Adds the operations.
   *
   * @param at where to add them
   * @param input what the function is applied to
   * @return what {@link ActivationSteps#result} gave
   */
  Tensor apply(ActivationSteps at, Value input);

  /** Whether the function changes nothing, so that the operation before it is the result. */
  default boolean isIdentity() {
    return false;
  }

  /** A function that one operation computes. */
  static ActivationFunction operation(Op op) {
    return (at, input) -> at.result(op, input.tensor());
  }
}
