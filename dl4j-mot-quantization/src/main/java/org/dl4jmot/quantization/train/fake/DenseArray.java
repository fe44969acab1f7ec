package org.dl4jmot.quantization.train.fake;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The elements of an array in the order in which they lie in memory. Elementwise work does not care
 * for the order of the axes, and a plain loop over a chunk of memory is several times faster than a
 * chain of array operations.
 */
final class DenseArray {
  private DenseArray() {}

  /** Whether the elements lie in memory without gaps, in whatever order of axes. */
  static boolean isDense(INDArray array) {
    long last = 0;
    for (int axis = 0; axis < array.rank(); axis++) {
      last += (array.size(axis) - 1) * Math.abs(array.stride(axis));
    }
    return last + 1 == array.length();
  }

  static boolean isFloat(INDArray array) {
    return array.dataType() == DataType.FLOAT;
  }

  /** The memory of a dense FLOAT array. */
  static FloatBuffer floats(INDArray array) {
    return array.data().asNioFloat().slice().limit(length(array));
  }

  /** The memory of a dense DOUBLE array. */
  static DoubleBuffer doubles(INDArray array) {
    if (array.dataType() != DataType.DOUBLE) {
      throw new IllegalArgumentException(
          "quantization-aware training takes FLOAT or DOUBLE networks, not " + array.dataType());
    }
    return array.data().asNioDouble().slice().limit(length(array));
  }

  private static int length(INDArray array) {
    return Math.toIntExact(array.length());
  }
}
