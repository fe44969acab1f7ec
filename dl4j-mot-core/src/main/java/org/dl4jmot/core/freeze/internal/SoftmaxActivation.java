package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.op.Transpose;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Softmax, which Deeplearning4j takes along the last axis of its array: the width of NCHW images,
 * the time of NCW sequences.
 */
final class SoftmaxActivation implements ActivationFunction {
  @Override
  public Tensor apply(ActivationSteps at, Value input) {
    int rank = input.shape().rank();
    int axis = input.axis(rank - 1);
    if (axis == rank - 1) {
      return at.result(Softmax.standard(), input.tensor());
    }
    List<Integer> swap = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.swap(swap, axis, rank - 1);
    Tensor last = at.step("axis-last", new Transpose(swap), input.tensor());
    Tensor result = at.step("softmax", Softmax.standard(), last);
    return at.result(new Transpose(swap), result);
  }
}
