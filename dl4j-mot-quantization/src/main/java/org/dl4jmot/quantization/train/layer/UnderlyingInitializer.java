package org.dl4jmot.quantization.train.layer;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The initializer of a wrapped layer, which it tells of that layer whatever it is asked about the
 * wrapper. (WrapperLayerParamInitializer of 1.0.0-M2.1 passes the wrapper on.)
 */
final class UnderlyingInitializer implements ParamInitializer {
  private final Layer underlying;

  UnderlyingInitializer(Layer underlying) {
    this.underlying = underlying;
  }

  private ParamInitializer own() {
    return underlying.initializer();
  }

  private NeuralNetConfiguration inner(NeuralNetConfiguration conf) {
    NeuralNetConfiguration inner = conf.clone();
    inner.setLayer(underlying);
    inner.clearVariables();
    return inner;
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return own().numParams(inner(conf));
  }

  @Override
  public long numParams(Layer layer) {
    return own().numParams(underlying);
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return own().paramKeys(underlying);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return own().weightKeys(underlying);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return own().biasKeys(underlying);
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return own().isWeightParam(underlying, key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return own().isBiasParam(underlying, key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
    NeuralNetConfiguration inner = inner(conf);
    Map<String, INDArray> table = own().init(inner, paramsView, initializeParams);
    inner.variables().forEach(conf::addVariable);
    return table;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradientView) {
    return own().getGradientsFromFlattened(inner(conf), gradientView);
  }
}
