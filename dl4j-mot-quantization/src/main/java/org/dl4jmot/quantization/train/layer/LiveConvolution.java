package org.dl4jmot.quantization.train.layer;

import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
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

/** See {@link FakeQuantizedConvolution}. */
final class LiveConvolution extends ConvolutionLayer implements TrainedQuantizationSource {
  private static final long serialVersionUID = 1;

  private final FakeQuantizer quantizer =
      new FakeQuantizer(
          () -> LiveLayers.quantization(conf()),
          () -> params.get(LearnedState.KEY),
          () -> gradientViews.get(LearnedState.KEY));
  private final InputQuantizer inputQuantizer = new InputQuantizer(quantizer);

  LiveConvolution(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  protected INDArray getParamWithNoise(
      String param, boolean training, LayerWorkspaceMgr workspaceMgr) {
    INDArray value = super.getParamWithNoise(param, training, workspaceMgr);
    return ConvolutionParamInitializer.WEIGHT_KEY.equals(param)
        ? quantizer.weights(param, value, 'c', WeightChannels::outermost, training)
        : value;
  }

  @Override
  protected Pair<INDArray, INDArray> preOutput(
      boolean training, boolean forBackprop, LayerWorkspaceMgr workspaceMgr) {
    Pair<INDArray, INDArray> result = super.preOutput(training, forBackprop, workspaceMgr);
    INDArray quantized =
        quantizer.forward(
            Role.PRE_ACTIVATION, result.getFirst(), training, ArrayType.ACTIVATIONS, workspaceMgr);
    return Pair.of(quantized, result.getSecond());
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
    Pair<Gradient, INDArray> result = super.backpropGradient(masked, workspaceMgr);
    // with oneDNN, Deeplearning4j 1.0.0-M2.1 returns before clearing: a user's weight noise would
    // stay that of the epoch's first step
    clearNoiseWeightParams();
    INDArray toInput = quantizer.backward(Role.INPUT, result.getSecond(), workspaceMgr);
    quantizer.deliverUpdate();
    return Pair.of(result.getFirst(), toInput);
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
