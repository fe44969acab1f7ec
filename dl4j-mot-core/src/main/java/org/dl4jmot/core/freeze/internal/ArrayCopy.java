package org.dl4jmot.core.freeze.internal;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Copies an ND4J array into a Java array with one pass over its memory. ND4J 1.0.0-M2.1's own way,
 * {@code dup('c').data().asFloat()}, makes a second array and then reads element by element: for
 * VGG16 it took 14 seconds.
 */
final class ArrayCopy {
  private ArrayCopy() {}

  /** The elements in row-major order of the array's axes, in whatever order they lie in memory. */
  static float[] rowMajor(INDArray array) {
    if (array.dataType() != DataType.FLOAT || !isAddressable(array)) {
      return array.castTo(DataType.FLOAT).dup('c').data().asFloat();
    }
    FloatBuffer memory = array.data().asNioFloat().slice();
    float[] values = new float[Math.toIntExact(array.length())];
    if (isRowMajor(array)) {
      memory.get(values);
    } else {
      gather(memory, array.shape(), array.stride(), values);
    }
    return values;
  }

  /** A buffer of Java's holds 2 GB; what is viewed may be longer. */
  private static boolean isAddressable(INDArray array) {
    return array.data().underlyingLength() <= Integer.MAX_VALUE / Float.BYTES && array.length() > 0;
  }

  private static boolean isRowMajor(INDArray array) {
    long expected = 1;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      if (array.size(axis) > 1 && array.stride(axis) != expected) {
        return false;
      }
      expected *= array.size(axis);
    }
    return true;
  }

  private static void gather(FloatBuffer memory, long[] shape, long[] strides, float[] values) {
    int rank = shape.length;
    int inner = Math.toIntExact(shape[rank - 1]);
    int step = Math.toIntExact(strides[rank - 1]);
    long[] index = new long[rank];
    for (int target = 0; target < values.length; target += inner) {
      int source = 0;
      for (int axis = 0; axis < rank - 1; axis++) {
        source += Math.toIntExact(index[axis] * strides[axis]);
      }
      for (int i = 0; i < inner; i++) {
        values[target + i] = memory.get(source + i * step);
      }
      next(index, shape);
    }
  }

  /** Steps to the next row: every axis but the last counts. */
  private static void next(long[] index, long[] shape) {
    for (int axis = shape.length - 2; axis >= 0; axis--) {
      if (++index[axis] < shape[axis]) {
        return;
      }
      index[axis] = 0;
    }
  }
}
