package org.dl4jmot.quantization.train.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jmot.core.freeze.TrainedQuantizationSource;
import org.dl4jmot.quantization.train.fake.FakeQuantizer;
import org.dl4jmot.quantization.train.fake.LearnedState;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.TrainedQuantization;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gives a live layer that has no parameters of its own (activation, pooling, padding) a fake
 * quantizer and the pseudo-parameter that goes with it. The configuration stays a subclass of the
 * layer's own, so that nothing outside sees a wrapper.
 */
final class LiveParameterless extends BaseWrapperLayer implements TrainedQuantizationSource {
  private static final long serialVersionUID = 1;

  private INDArray flatParameters;
  private INDArray flatGradients;
  private INDArray state;
  private INDArray stateGradient;
  private long[] resultShape = {};
  private final FakeQuantizer quantizer =
      new FakeQuantizer(() -> LiveLayers.quantization(conf()), () -> state, () -> stateGradient);
  private final InputQuantizer inputQuantizer = new InputQuantizer(quantizer);

  private LiveParameterless(Layer plain) {
    super(plain);
  }

  static LiveParameterless of(Layer plain) {
    return new LiveParameterless(plain);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    INDArray plain = input();
    INDArray quantized = inputQuantizer.apply(plain, training, workspaceMgr);
    if (quantized == plain && !training && isActivation()) {
      // Deeplearning4j 1.0.0-M2.1 works in place here at inference, on an array others may read
      quantized = workspaceMgr.dup(ArrayType.INPUT, plain, plain.ordering());
    }
    if (quantized != plain) {
      underlying.setInput(quantized, workspaceMgr);
    }
    INDArray result = underlying.activate(training, workspaceMgr);
    resultShape = result.shape();
    return quantizer.result(result, training, workspaceMgr);
  }

  private boolean isActivation() {
    return conf().getLayer() instanceof ActivationLayer;
  }

  @Override
  public INDArray activate(INDArray input, boolean training, LayerWorkspaceMgr workspaceMgr) {
    setInput(input, workspaceMgr);
    return activate(training, workspaceMgr);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    // element by element the order does not matter, and the layer's own gradient may be changed
    boolean afterwards = isActivation();
    INDArray masked =
        afterwards
            ? epsilon
            : quantizer.backward(Role.OUTPUT, inResultShape(epsilon), workspaceMgr);
    Pair<Gradient, INDArray> result = underlying.backpropGradient(masked, workspaceMgr);
    if (afterwards) {
      quantizer.backwardInPlace(Role.OUTPUT, result.getSecond());
    }
    INDArray toInput = quantizer.backward(Role.INPUT, result.getSecond(), workspaceMgr);
    quantizer.deliverUpdate();
    return Pair.of(result.getFirst(), toInput);
  }

  /**
   * Behind pooled sequences 1.0.0-M2.1 puts an RnnToFeedForwardPreProcessor, which lets vectors
   * pass but gives back gradients of one time step.
   */
  private INDArray inResultShape(INDArray epsilon) {
    return epsilon.rank() == resultShape.length ? epsilon : epsilon.reshape(resultShape);
  }

  @Override
  public void clear() {
    underlying.clear();
    inputQuantizer.clear();
  }

  @Override
  public Map<Role, TrainedQuantization> trainedQuantization() {
    return quantizer.trained();
  }

  @Override
  public INDArray params() {
    return flatParameters;
  }

  @Override
  public long numParams() {
    return state.length();
  }

  @Override
  public long numParams(boolean backwards) {
    return numParams();
  }

  @Override
  public void setParams(INDArray params) {
    if (params != flatParameters) {
      state.assign(params.reshape(state.shape()));
    }
  }

  @Override
  public void setParamsViewArray(INDArray params) {
    flatParameters = params;
  }

  @Override
  public Map<String, INDArray> paramTable() {
    return paramTable(false);
  }

  @Override
  public Map<String, INDArray> paramTable(boolean backpropParamsOnly) {
    Map<String, INDArray> table = new LinkedHashMap<>();
    table.put(LearnedState.KEY, state);
    return table;
  }

  @Override
  public void setParamTable(Map<String, INDArray> paramTable) {
    state = paramTable.get(LearnedState.KEY);
  }

  @Override
  public INDArray getParam(String param) {
    return LiveLayers.isState(param) ? state : null;
  }

  @Override
  public void setParam(String key, INDArray value) {
    state.assign(value);
  }

  @Override
  public INDArray getGradientsViewArray() {
    return null; // nothing that gradient clipping may touch
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray gradients) {
    flatGradients = gradients;
    stateGradient =
        conf()
            .getLayer()
            .initializer()
            .getGradientsFromFlattened(conf(), flatGradients)
            .get(LearnedState.KEY);
  }

  @Override
  public boolean updaterDivideByMinibatch(String paramName) {
    return false;
  }
}
