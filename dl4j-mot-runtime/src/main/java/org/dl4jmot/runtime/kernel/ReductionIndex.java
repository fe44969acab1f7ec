package org.dl4jmot.runtime.kernel;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.dl4jmot.runtime.tensor.Shape;

/** Which elements of a tensor make up which element of its reduction. */
final class ReductionIndex {
  private ReductionIndex() {}

  /** For each input element the index of the result it belongs to. */
  static int[] of(List<Integer> axes, Shape input) {
    Set<Integer> reduced = axes.stream().map(input::axisIndex).collect(Collectors.toSet());
    int[] strides = new int[input.rank()];
    int stride = 1;
    for (int axis = input.rank() - 1; axis >= 0; axis--) {
      if (!reduced.contains(axis)) {
        strides[axis] = stride;
        stride *= input.dim(axis);
      }
    }
    return BroadcastIndex.of(input, strides);
  }
}
