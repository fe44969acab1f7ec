package org.dl4jmot.quantization.train.layer;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jmot.quantization.train.fake.FakeQuantizer;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Rounds what a layer hands to its loss function and its activation function: its logits, whatever
 * the layer does to get them. The functions themselves stay as they are.
 */
final class RoundedLogits {
  /** How to read and replace the loss function of a kind of layer. */
  private record Access(
      Function<Layer, ILossFunction> read, BiConsumer<Layer, ILossFunction> replace) {}

  private static final Access OUTPUT =
      new Access(
          layer -> ((BaseOutputLayer) layer).getLossFn(),
          (layer, loss) -> ((BaseOutputLayer) layer).setLossFn(loss));

  private static final Map<Class<? extends Layer>, Access> KINDS =
      Map.of(
          RnnOutputLayer.class, OUTPUT,
          CenterLossOutputLayer.class, OUTPUT,
          RnnLossLayer.class,
              new Access(
                  layer -> ((RnnLossLayer) layer).getLossFn(),
                  (layer, loss) -> ((RnnLossLayer) layer).setLossFn(loss)));

  private final Layer layer;
  private FakeQuantizer quantizer;
  private boolean training;

  private RoundedLogits(Layer plain) {
    layer = plain.clone();
    Access access = KINDS.get(plain.getClass());
    BaseLayer functions = (BaseLayer) layer;
    access.replace().accept(layer, new Loss(access.read().apply(layer), activation(functions)));
    functions.setActivationFn(new Ending(activation(functions)));
  }

  private static IActivation activation(BaseLayer layer) {
    return layer.getActivationFn();
  }

  /** The logits of a layer; empty for one that computes no loss, or that has no wrapped form. */
  static Optional<RoundedLogits> of(Layer plain) {
    return isPossible(plain) ? Optional.of(new RoundedLogits(plain)) : Optional.empty();
  }

  /** Whether the logits of this kind of layer can be rounded. */
  static boolean isPossible(Layer layer) {
    return KINDS.containsKey(layer.getClass());
  }

  /** The layer with functions that round what they are handed. */
  Layer layer() {
    return layer;
  }

  void roundBy(FakeQuantizer newQuantizer) {
    quantizer = newQuantizer;
  }

  void setTraining(boolean newTraining) {
    training = newTraining;
  }

  /** Without an activation function the logits are the layer's result. */
  private Role role() {
    return quantizer.covers(Role.PRE_ACTIVATION) ? Role.PRE_ACTIVATION : Role.OUTPUT;
  }

  private INDArray rounded(INDArray logits) {
    return quantizer.forward(
        role(), logits, training, ArrayType.ACTIVATIONS, LayerWorkspaceMgr.noWorkspaces());
  }

  /** A loss function of rounded logits. */
  private final class Loss implements ILossFunction {
    private static final long serialVersionUID = 1;

    private final ILossFunction plain;
    private final IActivation activation;

    Loss(ILossFunction plain, IActivation activation) {
      this.plain = plain;
      this.activation = activation;
    }

    @Override
    public double computeScore(
        INDArray labels, INDArray logits, IActivation function, INDArray mask, boolean average) {
      return plain.computeScore(labels, rounded(logits), activation, mask, average);
    }

    @Override
    public INDArray computeScoreArray(
        INDArray labels, INDArray logits, IActivation function, INDArray mask) {
      return plain.computeScoreArray(labels, rounded(logits), activation, mask);
    }

    @Override
    public INDArray computeGradient(
        INDArray labels, INDArray logits, IActivation function, INDArray mask) {
      INDArray delta = plain.computeGradient(labels, rounded(logits), activation, mask);
      return quantizer.backwardInPlace(role(), delta);
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
        INDArray labels, INDArray logits, IActivation function, INDArray mask, boolean average) {
      return Pair.of(
          computeScore(labels, logits, function, mask, average),
          computeGradient(labels, logits, function, mask));
    }

    @Override
    public String name() {
      return plain.name();
    }

    @Override
    public String toString() {
      return plain.toString();
    }
  }

  /** An activation function of rounded logits, for inference. */
  private final class Ending implements IActivation {
    private static final long serialVersionUID = 1;

    private final IActivation plain;

    Ending(IActivation plain) {
      this.plain = plain;
    }

    @Override
    public INDArray getActivation(INDArray logits, boolean isTraining) {
      return plain.getActivation(rounded(logits), isTraining);
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray logits, INDArray epsilon) {
      return plain.backprop(logits, epsilon);
    }

    @Override
    public int numParams(int inputSize) {
      return plain.numParams(inputSize);
    }

    @Override
    public String toString() {
      return plain.toString();
    }
  }
}
