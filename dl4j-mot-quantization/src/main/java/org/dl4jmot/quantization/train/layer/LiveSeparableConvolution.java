package org.dl4jmot.quantization.train.layer;

import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.SeparableConvolution2DLayer;
import org.deeplearning4j.nn.params.SeparableConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jmot.core.freeze.TrainedQuantizationSource;
import org.dl4jmot.quantization.train.fake.FakeQuantizer;
import org.dl4jmot.quantization.train.fake.LearnedState;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.TrainedQuantization;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** See {@link FakeQuantizedSeparableConvolution}. */
final class LiveSeparableConvolution extends SeparableConvolution2DLayer
    implements TrainedQuantizationSource {
  private static final long serialVersionUID = 1;

  private final FakeQuantizer quantizer =
      new FakeQuantizer(
          () -> LiveLayers.quantization(conf()),
          () -> params.get(LearnedState.KEY),
          () -> gradientViews.get(LearnedState.KEY));
  private final InputQuantizer inputQuantizer = new InputQuantizer(quantizer);

  LiveSeparableConvolution(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  protected INDArray getParamWithNoise(
      String param, boolean training, LayerWorkspaceMgr workspaceMgr) {
    INDArray value = super.getParamWithNoise(param, training, workspaceMgr);
    return switch (param) {
      case SeparableConvolutionParamInitializer.DEPTH_WISE_WEIGHT_KEY ->
          quantizer.weights(param, value, 'c', WeightChannels::outermostTwo, training);
      case SeparableConvolutionParamInitializer.POINT_WISE_WEIGHT_KEY ->
          quantizer.weights(param, value, 'c', WeightChannels::outermost, training);
      default -> value;
    };
  }

  @Override
  protected Pair<INDArray, INDArray> preOutput(
      boolean training, boolean forBackprop, LayerWorkspaceMgr workspaceMgr) {
    SeparableStages stages = stages(training, workspaceMgr);
    INDArray between = between(stages, training, workspaceMgr);
    INDArray result = stages.pointwise(between, workspaceMgr);
    INDArray quantized =
        quantizer.forward(
            Role.PRE_ACTIVATION, result, training, ArrayType.ACTIVATIONS, workspaceMgr);
    return Pair.of(quantized, null);
  }

  private INDArray between(
      SeparableStages stages, boolean training, LayerWorkspaceMgr workspaceMgr) {
    return quantizer.forward(
        Role.INTERMEDIATE,
        stages.depthwise(workspaceMgr),
        training,
        ArrayType.ACTIVATIONS,
        workspaceMgr);
  }

  private SeparableStages stages(boolean training, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(false);
    INDArray bias =
        hasBias()
            ? getParamWithNoise(
                SeparableConvolutionParamInitializer.BIAS_KEY, training, workspaceMgr)
            : null;
    return new SeparableStages(
        (SeparableConvolution2D) layerConf(),
        input.castTo(dataType),
        getParamWithNoise(
            SeparableConvolutionParamInitializer.DEPTH_WISE_WEIGHT_KEY, training, workspaceMgr),
        getParamWithNoise(
            SeparableConvolutionParamInitializer.POINT_WISE_WEIGHT_KEY, training, workspaceMgr),
        bias);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    quantizer.beginPass(training);
    input = inputQuantizer.apply(input, training, workspaceMgr);
    INDArray result = super.activate(training, workspaceMgr);
    return quantizer.result(result, training, workspaceMgr);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    INDArray masked = quantizer.backward(Role.OUTPUT, epsilon, workspaceMgr);
    masked = quantizer.backward(Role.PRE_ACTIVATION, masked, workspaceMgr);
    SeparableStages stages = stages(true, workspaceMgr);
    INDArray between = between(stages, true, workspaceMgr);
    INDArray logits = stages.pointwise(between, workspaceMgr);
    INDArray delta = layerConf().getActivationFn().backprop(logits, masked).getFirst();
    INDArray toBetween =
        stages.pointwiseGradient(
            between,
            delta,
            gradientViews.get(SeparableConvolutionParamInitializer.POINT_WISE_WEIGHT_KEY),
            gradientViews.get(SeparableConvolutionParamInitializer.BIAS_KEY),
            workspaceMgr);
    toBetween = quantizer.backward(Role.INTERMEDIATE, toBetween, workspaceMgr);
    INDArray toInput =
        stages.depthwiseGradient(
            toBetween,
            gradientViews.get(SeparableConvolutionParamInitializer.DEPTH_WISE_WEIGHT_KEY),
            workspaceMgr);
    clearNoiseWeightParams();
    toInput = quantizer.backward(Role.INPUT, backpropDropOutIfPresent(toInput), workspaceMgr);
    quantizer.deliverUpdate();
    return Pair.of(gradients(), toInput);
  }

  private Gradient gradients() {
    Gradient gradients = new DefaultGradient();
    gradientViews.forEach(
        (key, view) -> {
          if (!LiveLayers.isState(key)) {
            gradients.setGradientFor(key, view, 'c');
          }
        });
    return gradients;
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
    return quantizer.trained(Role.WEIGHT, Role.POINTWISE_WEIGHT);
  }
}
