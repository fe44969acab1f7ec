package org.dl4jmot.core.freeze.spi;

import org.dl4jmot.runtime.tensor.Shape;

/**
 * Copies a layer's trained parameters, noting those that are not finite: they fail the export in
 * one message that lists all.
 */
public interface ParameterReader {
  /**
   * A copy of a parameter, row-major.
   *
   * @param key the layer's name for it, such as {@code W}
   * @throws IllegalStateException if the layer has none of that key
   */
  float[] read(String key);

  /** A copy of a parameter with its axes permuted, row-major. */
  float[] readPermuted(String key, int... axes);

  /** The shape of a parameter. */
  Shape shape(String key);

  /** Notes a value derived from parameters that is not finite. */
  void reportNotFinite(String what);
}
