package org.dl4jmot.quantization.train.fake;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The elements of an array that lay outside the representable range, by their place in memory. The
 * straight-through gradient of these is 0. They are few, so that remembering them costs less than
 * keeping the array for the backward pass.
 */
public final class Clipped {
  private int[] places = new int[64];
  private int count;
  private final long[] shape;
  private final long[] stride;
  private final Integer[] axesByStride;

  Clipped(INDArray array) {
    shape = array.shape();
    stride = array.stride();
    axesByStride = new Integer[shape.length];
    Arrays.setAll(axesByStride, axis -> axis);
    Arrays.sort(axesByStride, (a, b) -> Long.compare(stride[b], stride[a]));
  }

  void add(int place) {
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
    }
    places[count++] = place;
  }

  /** How many elements were clipped. */
  public int count() {
    return count;
  }

  /** Sets the gradient of the clipped elements to 0, in place, whatever its strides. */
  public void mask(INDArray gradient) {
    if (!Arrays.equals(shape, gradient.shape())) {
      throw new IllegalArgumentException(
          "gradient of shape "
              + Arrays.toString(gradient.shape())
              + " for activations of shape "
              + Arrays.toString(shape));
    }
    long[] coordinates = new long[shape.length];
    for (int i = 0; i < count; i++) {
      long rest = places[i];
      for (int axis : axesByStride) {
        // a size-1 axis may have any stride; its coordinate is 0
        coordinates[axis] = shape[axis] == 1 ? 0 : rest / stride[axis];
        rest -= coordinates[axis] * (shape[axis] == 1 ? 0 : stride[axis]);
      }
      gradient.putScalar(coordinates, 0.0);
    }
  }
}
