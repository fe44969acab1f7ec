package org.dl4jmot.core.freeze.internal;

import org.dl4jmot.core.freeze.spi.Value;

/** Words for values in messages. */
final class Values {
  private Values() {}

  static String describe(Value value) {
    return value instanceof Value.Image image
        ? image.format() + " image " + image.shape() + " (NHWC)"
        : "vector " + value.shape();
  }
}
