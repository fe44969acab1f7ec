package org.dl4jmot.runtime.op;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Its input with the axes in another order.
 *
 * @param permutation for each axis of the result the axis of the input it comes from
 */
public record Transpose(List<Integer> permutation) implements Op {
  /**
   * Copies the axes.
   *
   * @throws IllegalArgumentException if they are no permutation of 0 .. rank - 1
   */
  public Transpose {
    permutation = List.copyOf(permutation);
    List<Integer> axes = IntStream.range(0, permutation.size()).boxed().toList();
    if (!permutation.stream().sorted().toList().equals(axes)) {
      throw new IllegalArgumentException(
          "TRANSPOSE needs each axis of " + axes + " once: " + permutation);
    }
  }

  @Override
  public String type() {
    return "TRANSPOSE";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 1, 1);
    Shape input = inputs.get(0);
    Shapes.requireRank(type(), "an input", input, permutation.size());
    List<Integer> result = new ArrayList<>();
    permutation.forEach(axis -> result.add(input.dim(axis)));
    return List.of(Shape.of(result));
  }
}
