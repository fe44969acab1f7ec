package org.dl4jmot.core.freeze.internal;

import java.util.List;
import java.util.Map;
import org.dl4jmot.core.freeze.spi.ParameterReader;
import org.dl4jmot.runtime.tensor.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies a layer's trained parameters, noting those that are not finite. */
public final class TrainedParameters implements ParameterReader {
  private final String layer;
  private final Map<String, INDArray> table;
  private final List<String> notFinite;

  /**
   * A reader of one layer's parameters.
   *
   * @param layer the layer's name
   * @param table its parameters by key
   * @param notFinite takes a line for each parameter with values that are not finite
   */
  public TrainedParameters(String layer, Map<String, INDArray> table, List<String> notFinite) {
    this.layer = layer;
    this.table = table;
    this.notFinite = notFinite;
  }

  @Override
  public float[] read(String key) {
    return read(key, array(key));
  }

  @Override
  public float[] readPermuted(String key, int... axes) {
    return read(key, array(key).permute(axes));
  }

  @Override
  public Shape shape(String key) {
    long[] shape = array(key).shape();
    int[] dimensions = new int[shape.length];
    for (int i = 0; i < dimensions.length; i++) {
      dimensions[i] = Math.toIntExact(shape[i]);
    }
    return Shape.of(dimensions);
  }

  @Override
  public void reportNotFinite(String what) {
    notFinite.add("layer '" + layer + "', " + what);
  }

  private INDArray array(String key) {
    INDArray array = table.get(key);
    if (array == null) {
      throw new IllegalStateException(
          "layer '" + layer + "' has no parameter '" + key + "', only " + table.keySet());
    }
    return array;
  }

  private float[] read(String key, INDArray array) {
    float[] values = ArrayCopy.rowMajor(array);
    int bad = 0;
    for (float value : values) {
      bad += Float.isFinite(value) ? 0 : 1;
    }
    if (bad > 0) {
      notFinite.add(
          "layer '" + layer + "', parameter " + key + ": " + bad + " of " + values.length);
    }
    return values;
  }
}
