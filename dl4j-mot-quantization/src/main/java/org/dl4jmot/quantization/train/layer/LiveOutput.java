package org.dl4jmot.quantization.train.layer;

import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jmot.core.freeze.TrainedQuantizationSource;
import org.dl4jmot.quantization.train.fake.FakeQuantizer;
import org.dl4jmot.quantization.train.fake.LearnedState;
import org.dl4jmot.quantization.train.fake.Range;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.TrainedQuantization;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** See {@link FakeQuantizedOutput}. */
final class LiveOutput extends OutputLayer implements TrainedQuantizationSource {
  private static final long serialVersionUID = 1;

  private final FakeQuantizer quantizer =
      new FakeQuantizer(
          () -> LiveLayers.quantization(conf()),
          () -> params.get(LearnedState.KEY),
          () -> gradientViews.get(LearnedState.KEY));
  private final InputQuantizer inputQuantizer = new InputQuantizer(quantizer);

  LiveOutput(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  protected INDArray getParamWithNoise(
      String param, boolean training, LayerWorkspaceMgr workspaceMgr) {
    INDArray value = super.getParamWithNoise(param, training, workspaceMgr);
    return DefaultParamInitializer.WEIGHT_KEY.equals(param)
        ? quantizer.weights(param, value, 'f', WeightChannels::columns, training)
        : value;
  }

  @Override
  protected Pair<INDArray, INDArray> preOutputWithPreNorm(
      boolean training, boolean forBackprop, LayerWorkspaceMgr workspaceMgr) {
    if (!dropoutApplied) {
      input = inputQuantizer.apply(input, training, workspaceMgr);
    }
    Pair<INDArray, INDArray> result =
        super.preOutputWithPreNorm(training, forBackprop, workspaceMgr);
    INDArray quantized =
        quantizer.forward(
            logits(), result.getFirst(), this::seen, training, ArrayType.ACTIVATIONS, workspaceMgr);
    return Pair.of(quantized, result.getSecond());
  }

  /** Without an activation function, or with one that clamps, the logits are the result. */
  private Role logits() {
    return quantizer.covers(Role.PRE_ACTIVATION) ? Role.PRE_ACTIVATION : Role.OUTPUT;
  }

  /** A clamp maps the ends of a range to the ends of what is left of it. */
  private Range seen(Range logits) {
    if (logits() == Role.PRE_ACTIVATION) {
      return logits;
    }
    INDArray ends = Nd4j.createFromArray(logits.min(), logits.max());
    INDArray clamped = layerConf().getActivationFn().getActivation(ends, false);
    return new Range(clamped.getDouble(0), clamped.getDouble(1));
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    INDArray result = super.activate(training, workspaceMgr);
    // the loss is computed from the logits; only who looks at the result sees its rounding
    return training ? result : quantizer.prescribed(result, false);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(true);
    INDArray logits = preOutput2d(true, workspaceMgr);
    INDArray delta =
        layerConf()
            .getLossFn()
            .computeGradient(
                getLabels2d(workspaceMgr, ArrayType.BP_WORKING_MEM),
                logits,
                layerConf().getActivationFn(),
                maskArray);
    delta = workspaceMgr.leverageTo(ArrayType.ACTIVATION_GRAD, delta);
    delta = quantizer.backward(logits(), delta, workspaceMgr);
    Gradient gradients = parameterGradients(delta);
    INDArray toInput = inputGradient(delta, workspaceMgr);
    toInput = quantizer.backward(Role.INPUT, backpropDropOutIfPresent(toInput), workspaceMgr);
    quantizer.deliverUpdate();
    return Pair.of(gradients, toInput);
  }

  private Gradient parameterGradients(INDArray delta) {
    Gradient gradients = new DefaultGradient();
    INDArray weightGradient = gradientViews.get(DefaultParamInitializer.WEIGHT_KEY);
    INDArray features = input.castTo(weightGradient.dataType());
    Nd4j.gemm(features, delta, weightGradient, true, false, 1.0, 0.0);
    gradients.setGradientFor(DefaultParamInitializer.WEIGHT_KEY, weightGradient);
    if (hasBias()) {
      INDArray biasGradient = gradientViews.get(DefaultParamInitializer.BIAS_KEY);
      delta.sum(biasGradient, 0);
      gradients.setGradientFor(DefaultParamInitializer.BIAS_KEY, biasGradient);
    }
    return gradients;
  }

  private INDArray inputGradient(INDArray delta, LayerWorkspaceMgr workspaceMgr) {
    INDArray weights = getParamWithNoise(DefaultParamInitializer.WEIGHT_KEY, true, workspaceMgr);
    INDArray transposed =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATION_GRAD,
            delta.dataType(),
            new long[] {weights.size(0), delta.size(0)},
            'f');
    return weights.mmuli(delta.transpose(), transposed).transpose();
  }

  @Override
  public boolean updaterDivideByMinibatch(String paramName) {
    return !LiveLayers.isState(paramName) && super.updaterDivideByMinibatch(paramName);
  }

  @Override
  public INDArray getGradientsViewArray() {
    return LearnedStateInitializer.withoutState(
        gradientsFlattened, LiveLayers.quantization(conf()).stateSize());
  }

  @Override
  public void clear() {
    super.clear();
    inputQuantizer.clear();
  }

  @Override
  public Map<Role, TrainedQuantization> trainedQuantization() {
    return quantizer.trained();
  }
}
