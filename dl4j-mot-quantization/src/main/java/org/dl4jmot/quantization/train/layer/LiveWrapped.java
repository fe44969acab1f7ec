package org.dl4jmot.quantization.train.layer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
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
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * See {@link FakeQuantizedLayer}. The wrapped layer computes with arrays of its own for the weights
 * that become integers, filled with rounded values before each pass; its gradients go to the views
 * of the true ones, which is the straight-through estimator. Whoever asks for parameters gets the
 * true ones.
 */
class LiveWrapped extends BaseWrapperLayer implements TrainedQuantizationSource {
  private static final long serialVersionUID = 1;

  private final Confs confs;
  private final Optional<LiveEnd> end;
  private final ShadowWeights weights;
  private final Map<String, INDArray> table;
  private final FakeQuantizer quantizer;
  private final InputQuantizer inputQuantizer;
  private INDArray flatParameters;
  private INDArray stateGradient;
  private INDArray ownGradients;
  private long[] resultShape = {};

  /**
   * The two configurations of a wrapped layer.
   *
   * @param network the network's entry, holding the wrapper
   * @param visible that of the layer itself, which others see
   */
  record Confs(NeuralNetConfiguration network, NeuralNetConfiguration visible)
      implements java.io.Serializable {
    FakeQuantizedLayer wrapper() {
      return (FakeQuantizedLayer) network.getLayer();
    }
  }

  LiveWrapped(
      Layer plain, Confs confs, Optional<LayerEnd> end, INDArray parameters, INDArray state) {
    super(plain);
    this.confs = confs;
    this.flatParameters = parameters;
    this.table = new LinkedHashMap<>(Optional.ofNullable(plain.paramTable()).orElse(Map.of()));
    this.quantizer =
        new FakeQuantizer(confs.wrapper()::getQuantization, () -> state, () -> stateGradient);
    this.inputQuantizer = new InputQuantizer(quantizer);
    this.weights =
        new ShadowWeights(
            WrappedKernels.of(confs.wrapper().getUnderlying()),
            end.flatMap(LayerEnd::bias).map(LayerEnd.Bias::key),
            table,
            plain);
    this.end = end.map(taken -> new LiveEnd(taken, quantizer, table));
    table.put(LearnedState.KEY, state);
    confs.visible().clearVariables();
    confs.network().clearVariables();
    table.keySet().forEach(confs.visible()::addVariable);
    table.keySet().forEach(confs.network()::addVariable);
  }

  /** Wraps a live layer. */
  static LiveWrapped of(
      Layer plain, Confs confs, Optional<LayerEnd> end, INDArray parameters, INDArray state) {
    return plain instanceof RecurrentLayer
        ? new LiveWrappedRecurrent(plain, confs, end, parameters, state)
        : new LiveWrapped(plain, confs, end, parameters, state);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    return forward(
        underlying.input(),
        training,
        workspaceMgr,
        input -> {
          if (input != underlying.input()) {
            underlying.setInput(input, workspaceMgr);
          }
          return underlying.activate(training, workspaceMgr);
        });
  }

  @Override
  public INDArray activate(INDArray input, boolean training, LayerWorkspaceMgr workspaceMgr) {
    setInput(input, workspaceMgr);
    return activate(training, workspaceMgr);
  }

  /** Runs the layer between the roundings of its input and its result. */
  final INDArray forward(
      INDArray input,
      boolean training,
      LayerWorkspaceMgr workspaces,
      UnaryOperator<INDArray> computation) {
    beginPass(training);
    INDArray result =
        own(computation.apply(inputQuantizer.apply(input, training, workspaces)), workspaces);
    if (end.isPresent()) {
      result = masked(end.get().forward(result, training, workspaces));
    }
    resultShape = result.shape();
    return quantizer.result(result, training, workspaces);
  }

  private void beginPass(boolean training) {
    quantizer.beginPass(training);
    weights.refresh(quantizer, training);
  }

  /** Rounds the weights, and the input that was set. */
  final void prepareInput(boolean training, LayerWorkspaceMgr workspaces) {
    beginPass(training);
    inputQuantizer.applyTo(underlying, training, workspaces);
  }

  final FakeQuantizer quantizer() {
    return quantizer;
  }

  /** Rounding works in place; a layer that only passes on may have answered a part of its input. */
  private INDArray own(INDArray result, LayerWorkspaceMgr workspaces) {
    boolean passesOn = weights.isEmpty() && quantizer.coversAnything();
    return passesOn ? workspaces.dup(ArrayType.ACTIVATIONS, result, result.ordering()) : result;
  }

  /** Steps of a sequence that a mask leaves out are 0 behind any activation function. */
  private INDArray masked(INDArray result) {
    INDArray mask = getMaskArray();
    if (mask == null || result.rank() != 3) {
      return result;
    }
    INDArray steps =
        underlying.feedForwardMaskArray(mask, MaskState.Active, (int) result.size(0)).getFirst();
    int stepAxis = result.size(2) == steps.size(1) ? 2 : 1;
    return Nd4j.getExecutioner()
        .exec(new BroadcastMulOp(result, steps.castTo(result.dataType()), result, 0, stepAxis));
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    return backward(
        epsilon, workspaceMgr, masked -> underlying.backpropGradient(masked, workspaceMgr));
  }

  /** The part of a backward pass that the layer itself does. */
  @FunctionalInterface
  interface Backward {
    Pair<Gradient, INDArray> apply(INDArray epsilon);
  }

  /** Runs the layer's backward pass, leaving out what was clipped. */
  final Pair<Gradient, INDArray> backward(
      INDArray epsilon, LayerWorkspaceMgr workspaces, Backward computation) {
    INDArray masked = quantizer.backward(Role.OUTPUT, inResultShape(epsilon), workspaces);
    INDArray input = underlying.input();
    Pair<Gradient, INDArray> result;
    if (end.isPresent()) {
      LiveEnd.Gradients inside = end.get().backward(masked, workspaces);
      result = computation.apply(inside.products());
      end.get().writeBiasGradient(inside.sums(), result.getFirst().gradientForVariable());
    } else {
      result = computation.apply(masked);
    }
    return finish(input, result, workspaces);
  }

  /** Leaves out what was clipped of the input, and delivers the update of ranges. */
  final Pair<Gradient, INDArray> finish(
      INDArray input, Pair<Gradient, INDArray> result, LayerWorkspaceMgr workspaces) {
    Gradient gradient = result.getFirst();
    INDArray toInput = result.getSecond();
    if (FrozenLayers.isFrozen(confs.wrapper().getUnderlying())) {
      gradient = untrained();
      toInput = toInput == null ? nothing(input, workspaces) : toInput;
    }
    toInput = quantizer.backward(Role.INPUT, toInput, workspaces);
    quantizer.deliverUpdate();
    return Pair.of(gradient, toInput);
  }

  private Gradient untrained() {
    if (ownGradients != null) {
      ownGradients.assign(0);
    }
    return new DefaultGradient();
  }

  /** What Deeplearning4j hands on below a frozen layer is nothing; here the pass goes on. */
  private static INDArray nothing(INDArray input, LayerWorkspaceMgr workspaces) {
    return workspaces.create(ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), 'c');
  }

  /**
   * Behind pooled sequences 1.0.0-M2.1 puts an RnnToFeedForwardPreProcessor, which lets vectors
   * pass but gives back gradients of one time step.
   */
  private INDArray inResultShape(INDArray epsilon) {
    return epsilon.rank() == resultShape.length ? epsilon : epsilon.reshape(resultShape);
  }

  @Override
  public Map<Role, TrainedQuantization> trainedQuantization() {
    return quantizer.trained();
  }

  @Override
  public void clear() {
    underlying.clear();
    inputQuantizer.clear();
    end.ifPresent(LiveEnd::clear);
  }

  @Override
  public NeuralNetConfiguration conf() {
    return confs.visible();
  }

  @Override
  public TrainingConfig getConfig() {
    return confs.wrapper();
  }

  @Override
  public boolean isPretrainLayer() {
    return false; // by the time a network is made quantization-aware it has been
  }

  @Override
  public INDArray params() {
    return flatParameters;
  }

  @Override
  public long numParams() {
    return flatParameters.length();
  }

  @Override
  public long numParams(boolean backwards) {
    return numParams();
  }

  @Override
  public void setParams(INDArray params) {
    if (params != flatParameters) {
      flatParameters.assign(params.reshape(flatParameters.shape()));
    }
  }

  @Override
  public void setParamsViewArray(INDArray params) {
    flatParameters = params;
  }

  @Override
  public Map<String, INDArray> paramTable() {
    return table;
  }

  @Override
  public Map<String, INDArray> paramTable(boolean backpropParamsOnly) {
    return table;
  }

  @Override
  public void setParamTable(Map<String, INDArray> paramTable) {
    paramTable.forEach(this::setParam);
  }

  @Override
  public INDArray getParam(String param) {
    return table.get(param);
  }

  @Override
  public void setParam(String key, INDArray value) {
    table.get(key).assign(value);
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray gradients) {
    long stateSize = confs.wrapper().getQuantization().stateSize();
    stateGradient = LearnedStateInitializer.stateOf(gradients, stateSize);
    ownGradients = LearnedStateInitializer.withoutState(gradients, stateSize);
    if (ownGradients != null) {
      underlying.setBackpropGradientsViewArray(ownGradients);
    }
  }

  @Override
  public INDArray getGradientsViewArray() {
    return ownGradients; // gradient clipping may touch nothing else
  }

  @Override
  public boolean updaterDivideByMinibatch(String paramName) {
    return !LiveLayers.isState(paramName) && underlying.updaterDivideByMinibatch(paramName);
  }

  @Override
  public void applyConstraints(int iteration, int epoch) {
    List<LayerConstraint> constraints = confs.wrapper().getConstraints();
    if (constraints != null && !FrozenLayers.isFrozen(confs.wrapper().getUnderlying())) {
      constraints.forEach(constraint -> constraint.applyConstraint(this, iteration, epoch));
    }
  }

  @Override
  public double calcRegularizationScore(boolean backpropParamsOnly) {
    double score = 0;
    for (Map.Entry<String, INDArray> parameter : table.entrySet()) {
      List<Regularization> terms = confs.wrapper().getRegularizationByParam(parameter.getKey());
      for (Regularization term : Optional.ofNullable(terms).orElse(List.of())) {
        score += term.score(parameter.getValue(), getIterationCount(), getEpochCount());
      }
    }
    return score;
  }
}
