package org.dl4jmot.runtime.op;

import java.util.ArrayList;
import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Every n-th cell of a box of its input.
 *
 * @param begin first cell on each axis
 * @param end cell on each axis before which the box ends
 * @param strides step on each axis, at least 1
 */
public record StridedSlice(List<Integer> begin, List<Integer> end, List<Integer> strides)
    implements Op {
  /** Copies the box. */
  public StridedSlice {
    begin = List.copyOf(begin);
    end = List.copyOf(end);
    strides = List.copyOf(strides);
  }

  @Override
  public String type() {
    return "STRIDED_SLICE";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 1, 1);
    Shape input = inputs.get(0);
    int rank = input.rank();
    boolean fits = begin.size() == rank && end.size() == rank && strides.size() == rank;
    List<Integer> result = new ArrayList<>();
    for (int axis = 0; fits && axis < rank; axis++) {
      int from = begin.get(axis);
      int to = end.get(axis);
      int stride = strides.get(axis);
      fits = from >= 0 && from < to && to <= input.dim(axis) && stride >= 1;
      result.add(fits ? 1 + (to - from - 1) / stride : 0);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          type()
              + " from "
              + begin
              + " to "
              + end
              + " by "
              + strides
              + " does not lie inside "
              + input);
    }
    return List.of(Shape.of(result));
  }
}
