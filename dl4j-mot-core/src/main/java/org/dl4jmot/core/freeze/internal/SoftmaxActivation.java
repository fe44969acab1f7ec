package org.dl4jmot.core.freeze.internal;

import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.tensor.Tensor;

/** Softmax, which Deeplearning4j takes along the last axis of its array, whatever that means. */
final class SoftmaxActivation implements ActivationFunction {
  @Override
  public Tensor apply(ActivationSteps at, Value input) {
    int rank = input.shape().rank();
    if (input.axis(rank - 1) != rank - 1) {
      throw new UntranslatableException(
          "Deeplearning4j takes softmax along the last axis, which is not the channels of a "
              + input.describe(),
          "Use a channels-last data format (NHWC, NWC), where softmax is taken over the channels");
    }
    return at.result(Softmax.standard(), input.tensor());
  }
}
