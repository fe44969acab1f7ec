package org.dl4jmot.quantization.train.layer;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.dl4jmot.quantization.train.fake.LayerQuantization;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/** An output layer that fake-quantizes its weights, its logits and, at inference, its result. */
public final class FakeQuantizedOutput extends OutputLayer implements FakeQuantizedConf {
  private static final long serialVersionUID = 1;

  private LayerQuantization quantization;

  /** For JSON; use {@link org.dl4jmot.quantization.train.QuantizationAware}. */
  public FakeQuantizedOutput() {}

  @Override
  public LayerQuantization getQuantization() {
    return quantization;
  }

  @Override
  public void setQuantization(LayerQuantization newQuantization) {
    quantization = newQuantization;
  }

  @Override
  public OutputLayer floatLayer() {
    return LayerConversion.toFloat(this, OutputLayer.class);
  }

  @Override
  public FakeQuantizedOutput clone() {
    return (FakeQuantizedOutput) super.clone();
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
        new LiveOutput(conf, networkDataType),
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
    return !LiveLayers.isState(paramName) && super.isPretrainParam(paramName);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FakeQuantizedOutput that
        && super.equals(other)
        && java.util.Objects.equals(quantization, that.quantization);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + java.util.Objects.hashCode(quantization);
  }
}
