package org.dl4jmot.runtime.op;

import java.util.ArrayList;
import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Products of matrices, the last two axes of its two inputs: [..., R, K] times [..., K, C] gives
 * [..., R, C]. The axes in front, at most three, count matrices and broadcast as in NumPy.
 *
 * @param left how the first input's matrices are stored
 * @param right how the second input's matrices are stored
 */
public record BatchMatMul(Order left, Order right) implements Op {
  private static final int MOST_AXES = 5;

  /** How a matrix is stored. */
  public enum Order {
    /** Its rows are the last axis but one. */
    PLAIN,
    /** Its columns are the last axis but one. */
    TRANSPOSED
  }

  /** The product of matrices as they stand. */
  public static BatchMatMul plain() {
    return new BatchMatMul(Order.PLAIN, Order.PLAIN);
  }

  @Override
  public String type() {
    return "BATCH_MATMUL";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 2, 2);
    Shape a = inputs.get(0);
    Shape b = inputs.get(1);
    int rank = Math.max(a.rank(), b.rank());
    if (Math.min(a.rank(), b.rank()) < 2 || rank > MOST_AXES) {
      throw new IllegalArgumentException(
          type() + " needs 2 to " + MOST_AXES + " axes: " + a + ", " + b);
    }
    if (columns(left, a) != rows(right, b)) {
      throw new IllegalArgumentException(
          type() + " cannot multiply " + a + " (" + left + ") and " + b + " (" + right + ")");
    }
    List<Integer> result = new ArrayList<>();
    for (int axis = -rank; axis < -2; axis++) {
      int more = -axis <= a.rank() ? a.dim(axis) : 1;
      int other = -axis <= b.rank() ? b.dim(axis) : 1;
      if (more != other && more != 1 && other != 1) {
        throw new IllegalArgumentException(type() + " cannot broadcast " + a + " and " + b);
      }
      result.add(Math.max(more, other));
    }
    result.add(rows(left, a));
    result.add(columns(right, b));
    return List.of(Shape.of(result));
  }

  /** Rows of the matrices of a shape. */
  public static int rows(Order order, Shape shape) {
    return shape.dim(order == Order.PLAIN ? -2 : -1);
  }

  /** Columns of the matrices of a shape. */
  public static int columns(Order order, Shape shape) {
    return shape.dim(order == Order.PLAIN ? -1 : -2);
  }
}
