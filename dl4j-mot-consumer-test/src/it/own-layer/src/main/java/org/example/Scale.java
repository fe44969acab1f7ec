package org.example;

import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A SameDiff layer with a trained factor per feature. */
public class Scale extends SameDiffLayer {
  static final String FACTOR = "factor";
  private static final long serialVersionUID = 1;

  private long features;

  public Scale() {}

  public Scale(long features) {
    this.features = features;
  }

  public long getFeatures() {
    return features;
  }

  public void setFeatures(long features) {
    this.features = features;
  }

  @Override
  public SDVariable defineLayer(
      SameDiff sameDiff, SDVariable input, Map<String, SDVariable> parameters, SDVariable mask) {
    return input.mul(parameters.get(FACTOR));
  }

  @Override
  public void defineParameters(SDLayerParams parameters) {
    parameters.addWeightParam(FACTOR, 1, features);
  }

  @Override
  public void initializeParameters(Map<String, INDArray> parameters) {
    INDArray factor = parameters.get(FACTOR);
    factor.assign(Nd4j.linspace(-1, 2, features).reshape(1, features));
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    return inputType;
  }
}
