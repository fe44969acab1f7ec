package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.BatchMatMul;
import org.dl4jmot.runtime.op.BatchMatMul.Order;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Where the matrices of a batched product lie: the left ones' rows and the right ones' columns,
 * whatever their order in memory.
 *
 * @param left index of the left matrix for each product
 * @param right index of the right matrix for each product
 * @param rows rows of each result
 * @param inner columns of the left and rows of the right matrices
 * @param columns columns of each result
 * @param leftRow from one row of a left matrix to the next
 * @param leftStep from one element of a left row to the next
 * @param rightColumn from one column of a right matrix to the next
 * @param rightStep from one element of a right column to the next
 */
record Matrices(
    int[] left,
    int[] right,
    int rows,
    int inner,
    int columns,
    int leftRow,
    int leftStep,
    int rightColumn,
    int rightStep) {

  static Matrices of(BatchMatMul op, Operands operands) {
    Shape a = operands.shape(0);
    Shape b = operands.shape(1);
    Shape products = batch(operands.output().tensor().shape());
    int rows = BatchMatMul.rows(op.left(), a);
    int inner = BatchMatMul.columns(op.left(), a);
    int columns = BatchMatMul.columns(op.right(), b);
    boolean leftPlain = op.left() == Order.PLAIN;
    boolean rightPlain = op.right() == Order.PLAIN;
    return new Matrices(
        BroadcastIndex.of(batch(a), products),
        BroadcastIndex.of(batch(b), products),
        rows,
        inner,
        columns,
        leftPlain ? inner : 1,
        leftPlain ? 1 : rows,
        rightPlain ? 1 : inner,
        rightPlain ? columns : 1);
  }

  /** The axes that count matrices. */
  private static Shape batch(Shape shape) {
    int[] axes = new int[shape.rank() - 2];
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis] = shape.dim(axis);
    }
    return Shape.of(axes);
  }

  /** First element of a row of the left matrix of a product. */
  int leftStart(int product, int row) {
    return left[product] * rows * inner + row * leftRow;
  }

  /** First element of a column of the right matrix of a product. */
  int rightStart(int product, int column) {
    return right[product] * inner * columns + column * rightColumn;
  }
}
