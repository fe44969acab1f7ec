package org.dl4jmot.quantization.train.layer;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.dl4jmot.quantization.train.fake.LayerQuantization;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/** A dropout that fake-quantizes what a network is fed. */
public final class FakeQuantizedDropout extends DropoutLayer implements FakeQuantizedConf {
  private static final long serialVersionUID = 1;

  private LayerQuantization quantization;

  /** For JSON; use {@link org.dl4jmot.quantization.train.QuantizationAware}. */
  public FakeQuantizedDropout() {}

  @Override
  public LayerQuantization getQuantization() {
    return quantization;
  }

  @Override
  public void setQuantization(LayerQuantization newQuantization) {
    quantization = newQuantization;
  }

  @Override
  public DropoutLayer floatLayer() {
    return LayerConversion.toFloat(this, DropoutLayer.class);
  }

  @Override
  public FakeQuantizedDropout clone() {
    return (FakeQuantizedDropout) super.clone();
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> trainingListeners,
      int layerIndex,
      INDArray layerParamsView,
      boolean initializeParams,
      DataType networkDataType) {
    return LiveLayers.prepare(
        LiveParameterless.of(new org.deeplearning4j.nn.layers.DropoutLayer(conf, networkDataType)),
        conf,
        trainingListeners,
        layerIndex,
        layerParamsView,
        initializeParams);
  }

  @Override
  public ParamInitializer initializer() {
    return new LearnedStateInitializer(super.initializer(), quantization);
  }

  @Override
  public IUpdater getUpdaterByParam(String paramName) {
    return LiveLayers.isState(paramName)
        ? LiveLayers.stateUpdater()
        : super.getUpdaterByParam(paramName);
  }

  @Override
  public List<Regularization> getRegularizationByParam(String paramName) {
    return LiveLayers.isState(paramName)
        ? LiveLayers.stateRegularization()
        : super.getRegularizationByParam(paramName);
  }

  @Override
  public boolean isPretrainParam(String paramName) {
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FakeQuantizedDropout that
        && super.equals(other)
        && java.util.Objects.equals(quantization, that.quantization);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + java.util.Objects.hashCode(quantization);
  }
}
