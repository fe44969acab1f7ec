package org.dl4jmot.quantization.train.layer;

import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
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
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * See {@link FakeQuantizedBatchNormalization}. Once frozen it normalises with the running
 * statistics in training as in inference: the fixed affine map that the exported file folds into
 * its neighbour.
 */
final class LiveBatchNormalization extends BatchNormalization implements TrainedQuantizationSource {
  private static final long serialVersionUID = 1;

  private final FakeQuantizer quantizer =
      new FakeQuantizer(
          () -> LiveLayers.quantization(conf()),
          () -> params.get(LearnedState.KEY),
          () -> gradientViews.get(LearnedState.KEY));
  private final InputQuantizer inputQuantizer = new InputQuantizer(quantizer);

  LiveBatchNormalization(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(false);
    input = inputQuantizer.apply(input, training, workspaceMgr);
    boolean batchStatistics = training && !quantizer.isFrozen();
    INDArray result =
        preOutput(input, batchStatistics ? TrainingMode.TRAIN : TrainingMode.TEST, workspaceMgr);
    if (quantizer.covers(Role.INTERMEDIATE)) {
      result = unfolded(result, batchStatistics, training, workspaceMgr);
    }
    if (!quantizer.covers(Role.OUTPUT)) {
      return result;
    }
    // with locked gamma and beta the result is the very array kept for the backward pass
    INDArray copy = workspaceMgr.dup(ArrayType.ACTIVATIONS, result, result.ordering());
    return quantizer.result(copy, training, workspaceMgr);
  }

  private INDArray unfolded(
      INDArray normalized, boolean observing, boolean training, LayerWorkspaceMgr workspaces) {
    INDArray scale = perDeviation();
    INDArray beta = Nd4j.zeros(scale.dataType(), scale.length());
    if (!layerConf().isLockGammaBeta()) {
      scale.muli(flat(getParam(BatchNormalizationParamInitializer.GAMMA)));
      beta.assign(flat(getParam(BatchNormalizationParamInitializer.BETA)));
    } else if (layerConf().getGamma() != 1 && layerConf().getBeta() != 0) {
      // BatchNormalization of 1.0.0-M2.1 leaves locked ones out unless both do something
      scale.muli(layerConf().getGamma());
      beta.assign(layerConf().getBeta());
    }
    INDArray mean = flat(getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN));
    UnfoldedNormalization file =
        new UnfoldedNormalization(scale, beta.subi(mean.mul(scale)), channelAxis(input));
    if (observing) {
      file.observe(input, quantizer, workspaces);
      return normalized;
    }
    int bits = LiveLayers.quantization(conf()).settings().activationBits();
    return file.apply(input, quantizer, bits, training, workspaces);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    INDArray masked = quantizer.backward(Role.OUTPUT, epsilon, workspaceMgr);
    Pair<Gradient, INDArray> result =
        quantizer.isFrozen()
            ? affineGradient(masked, workspaceMgr)
            : super.backpropGradient(masked, workspaceMgr);
    INDArray toInput = quantizer.backward(Role.INPUT, result.getSecond(), workspaceMgr);
    quantizer.deliverUpdate();
    return Pair.of(result.getFirst(), toInput);
  }

  private Pair<Gradient, INDArray> affineGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    int channelAxis = channelAxis(epsilon);
    INDArray mean = flat(getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN));
    INDArray perDeviation = perDeviation();
    Gradient gradients = new DefaultGradient();
    INDArray factor = perDeviation;
    if (layerConf().isLockGammaBeta()) {
      factor = perDeviation.mul(layerConf().getGamma());
    } else {
      int[] others = otherAxes(epsilon.rank(), channelAxis);
      INDArray normalized = Broadcast.sub(input, mean, input.dup(), channelAxis);
      Broadcast.mul(normalized, perDeviation, normalized, channelAxis);
      deliver(gradients, BatchNormalizationParamInitializer.BETA, epsilon.sum(others));
      deliver(
          gradients,
          BatchNormalizationParamInitializer.GAMMA,
          normalized.muli(epsilon).sum(others));
      factor = perDeviation.mul(flat(getParam(BatchNormalizationParamInitializer.GAMMA)));
    }
    leaveStatistics(gradients);
    INDArray toInput =
        workspaces.createUninitialized(
            ArrayType.ACTIVATION_GRAD, epsilon.dataType(), epsilon.shape(), 'c');
    return Pair.of(gradients, Broadcast.mul(epsilon, factor, toInput, channelAxis));
  }

  private int channelAxis(INDArray array) {
    boolean channelsLast = array.rank() == 4 && layerConf().getCnn2DFormat() == CNN2DFormat.NHWC;
    return channelsLast ? 3 : 1;
  }

  private INDArray perDeviation() {
    return Transforms.sqrt(variance().addi(layerConf().getEps()), false).rdivi(1);
  }

  private INDArray variance() {
    if (!layerConf().isUseLogStd()) {
      return flat(getParam(BatchNormalizationParamInitializer.GLOBAL_VAR)).dup();
    }
    INDArray exponents = flat(getParam(BatchNormalizationParamInitializer.GLOBAL_LOG_STD));
    return Transforms.exp(exponents.mul(2 * Math.log(10)), false);
  }

  private void deliver(Gradient gradients, String key, INDArray value) {
    INDArray view = gradientViews.get(key);
    view.assign(value.reshape(view.shape()));
    gradients.setGradientFor(key, view);
  }

  private void leaveStatistics(Gradient gradients) {
    deliverZero(gradients, BatchNormalizationParamInitializer.GLOBAL_MEAN);
    deliverZero(
        gradients,
        layerConf().isUseLogStd()
            ? BatchNormalizationParamInitializer.GLOBAL_LOG_STD
            : BatchNormalizationParamInitializer.GLOBAL_VAR);
  }

  private void deliverZero(Gradient gradients, String key) {
    gradients.setGradientFor(key, gradientViews.get(key).assign(0));
  }

  private static INDArray flat(INDArray parameter) {
    return parameter.reshape(parameter.length());
  }

  private static int[] otherAxes(int rank, int channelAxis) {
    return IntStream.range(0, rank).filter(axis -> axis != channelAxis).toArray();
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
