package org.example;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaLayer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** A lambda layer: x * sigmoid(factor * x). */
public class Gated extends SameDiffLambdaLayer {
  private static final long serialVersionUID = 1;

  private double factor;

  public Gated() {}

  public Gated(double factor) {
    this.factor = factor;
  }

  public double getFactor() {
    return factor;
  }

  public void setFactor(double factor) {
    this.factor = factor;
  }

  @Override
  public SDVariable defineLayer(SameDiff sameDiff, SDVariable input) {
    return input.mul(sameDiff.nn().sigmoid(input.mul(factor)));
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    return inputType;
  }
}
