package org.dl4jmot.core.freeze.internal;

import org.dl4jmot.core.freeze.spi.ParameterReader;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * The parameters of a part of a layer, whose keys share a prefix.
 *
 * @param all the layer's parameters
 * @param prefix what stands before the part's own keys
 */
record PrefixedParameters(ParameterReader all, String prefix) implements ParameterReader {
  @Override
  public float[] read(String key) {
    return all.read(prefix + key);
  }

  @Override
  public float[] readPermuted(String key, int... axes) {
    return all.readPermuted(prefix + key, axes);
  }

  @Override
  public Shape shape(String key) {
    return all.shape(prefix + key);
  }

  @Override
  public void reportNotFinite(String what) {
    all.reportNotFinite(what);
  }
}
