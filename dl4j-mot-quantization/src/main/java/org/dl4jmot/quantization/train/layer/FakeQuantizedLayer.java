package org.dl4jmot.quantization.train.layer;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.dl4jmot.quantization.train.fake.LayerQuantization;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * The quantization-aware form of every layer that has none of its own: the layer itself, computing
 * with rounded weights, between roundings of what it is fed, of its result before the activation
 * function, and of its result. Everything else (updater, regularization, constraints, sizes) is the
 * layer's.
 */
public final class FakeQuantizedLayer extends BaseWrapperLayer implements FakeQuantizedConf {
  private static final long serialVersionUID = 1;

  private LayerQuantization quantization;

  /** For JSON; use {@link org.dl4jmot.quantization.train.QuantizationAware}. */
  public FakeQuantizedLayer() {}

  FakeQuantizedLayer(Layer plain, LayerQuantization quantization) {
    super(plain);
    this.quantization = quantization;
    super.setLayerName(plain.getLayerName());
  }

  @Override
  public LayerQuantization getQuantization() {
    return quantization;
  }

  @Override
  public void setQuantization(LayerQuantization newQuantization) {
    quantization = newQuantization;
  }

  @Override
  public Layer floatLayer() {
    return underlying.clone();
  }

  @Override
  public FakeQuantizedLayer clone() {
    FakeQuantizedLayer copy = (FakeQuantizedLayer) super.clone();
    copy.underlying = underlying.clone();
    return copy;
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> trainingListeners,
      int layerIndex,
      INDArray layerParamsView,
      boolean initializeParams,
      DataType networkDataType) {
    // what others see of the layer: its own configuration, shared with the network's
    NeuralNetConfiguration visible = conf.clone();
    visible.setLayer(underlying);
    Optional<LayerEnd> end = LayerEnd.of(underlying, quantization);
    Optional<RoundedLogits> logits = RoundedLogits.of(underlying);
    NeuralNetConfiguration computing = conf.clone();
    computing.setLayer(
        end.map(LayerEnd::linearForm)
            .or(() -> logits.map(RoundedLogits::layer))
            .orElse(underlying));
    computing.clearVariables();
    long size = underlying.initializer().numParams(visible);
    org.deeplearning4j.nn.api.Layer plain =
        computing
            .getLayer()
            .instantiate(
                computing,
                trainingListeners,
                layerIndex,
                size == 0 ? null : LearnedStateInitializer.slice(layerParamsView, 0, size),
                initializeParams,
                networkDataType);
    INDArray state = LearnedStateInitializer.stateOf(layerParamsView, quantization.stateSize());
    if (initializeParams) {
      state.assign(0);
    }
    LiveWrapped.Confs confs = new LiveWrapped.Confs(conf, visible);
    return logits.isPresent()
        ? new LiveWrappedOutput(plain, confs, logits.get(), layerParamsView, state)
        : LiveWrapped.of(plain, confs, end, layerParamsView, state);
  }

  @Override
  public ParamInitializer initializer() {
    return new LearnedStateInitializer(new UnderlyingInitializer(underlying), quantization);
  }

  @Override
  public IUpdater getUpdaterByParam(String paramName) {
    return LiveLayers.isState(paramName) || isFrozen()
        ? LiveLayers.stateUpdater()
        : trainee().getUpdaterByParam(paramName);
  }

  @Override
  public List<Regularization> getRegularizationByParam(String paramName) {
    return LiveLayers.isState(paramName) || isFrozen()
        ? LiveLayers.stateRegularization()
        : trainee().getRegularizationByParam(paramName);
  }

  /** The layer that is trained: wrappers of 1.0.0-M2.1 do not tell how. */
  private Layer trainee() {
    Layer layer = underlying;
    while (layer instanceof BaseWrapperLayer wrapper) {
      layer = wrapper.getUnderlying();
    }
    return layer;
  }

  private boolean isFrozen() {
    return FrozenLayers.isFrozen(underlying);
  }

  @Override
  public boolean isPretrainParam(String paramName) {
    return !LiveLayers.isState(paramName) && super.isPretrainParam(paramName);
  }

  /** Those of the layer itself. */
  @Override
  public List<LayerConstraint> getConstraints() {
    return underlying == null ? null : underlying.getConstraints();
  }

  @Override
  public void setConstraints(List<LayerConstraint> constraints) {
    if (underlying != null) { // else JSON is being read; the layer brings its own
      underlying.setConstraints(constraints);
    }
  }

  @Override
  public void setDataType(DataType dataType) {
    underlying.setDataType(dataType);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FakeQuantizedLayer that
        && Objects.equals(underlying, that.underlying)
        && Objects.equals(quantization, that.quantization);
  }

  @Override
  public int hashCode() {
    return Objects.hash(underlying, quantization);
  }
}
