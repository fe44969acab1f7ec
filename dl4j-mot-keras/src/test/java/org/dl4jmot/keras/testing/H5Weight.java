package org.dl4jmot.keras.testing;

import java.util.Random;

/**
 * A weight of a layer in an {@code .h5} file.
 *
 * @param name its path below the layer, such as {@code conv/kernel:0}
 * @param shape at least one dimension
 * @param values row by row
 */
public record H5Weight(String name, long[] shape, float[] values) {
  /** Random values whose size keeps a layer's outputs near its inputs'. */
  public static H5Weight random(Random random, String name, long... shape) {
    int size = 1;
    for (long dimension : shape) {
      size *= Math.toIntExact(dimension);
    }
    double deviation = Math.sqrt((double) shape[shape.length - 1] / size);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return new H5Weight(name, shape, values);
  }

  /** The same value everywhere. */
  public static H5Weight filled(float value, String name, long length) {
    float[] values = new float[Math.toIntExact(length)];
    java.util.Arrays.fill(values, value);
    return new H5Weight(name, new long[] {length}, values);
  }
}
