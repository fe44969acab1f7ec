package org.dl4jmot.fashionmnist;

/** Order of axes in a batch of images. */
public enum ImageLayout {
  /** [n, 1, 28, 28], Deeplearning4j's default. */
  NCHW,
  /** [n, 28, 28, 1]. */
  NHWC;

  /** Shape of a batch of n grey images. */
  long[] shape(int n, int side) {
    return this == NCHW ? new long[] {n, 1, side, side} : new long[] {n, side, side, 1};
  }
}
