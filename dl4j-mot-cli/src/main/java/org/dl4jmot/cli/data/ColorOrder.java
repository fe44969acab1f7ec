package org.dl4jmot.cli.data;

/** Order of the channels of a color image. */
public enum ColorOrder {
  /** Red first, as Keras reads images. */
  RGB,
  /** Blue first, as DataVec reads images. */
  BGR
}
