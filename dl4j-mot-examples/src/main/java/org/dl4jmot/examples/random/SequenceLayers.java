package org.dl4jmot.examples.random;

import static org.dl4jmot.examples.random.Types.SEQUENCE;
import static org.dl4jmot.examples.random.Types.VECTOR;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Layers of sequences. */
final class SequenceLayers {
  static final List<LayerKind> ALL =
      List.of(
          new LayerKind("lstm", SEQUENCE, SequenceLayers::lstm),
          new LayerKind("graveslstm", SEQUENCE, SequenceLayers::gravesLstm),
          new LayerKind("simplernn", SEQUENCE, SequenceLayers::simple),
          new LayerKind(
              "laststep", SEQUENCE, (draw, type) -> new LastTimeStep(recurrent(draw, type))),
          new LayerKind("bidirectional", SEQUENCE, SequenceLayers::bidirectional),
          new LayerKind("timedistributed", SEQUENCE, SequenceLayers::timeDistributed),
          new LayerKind("repeat", VECTOR, SequenceLayers::repeat));

  /** Layers that end a network. */
  static final List<LayerKind> LAST =
      List.of(
          new LayerKind("rnnoutput", SEQUENCE, SequenceLayers::output),
          new LayerKind("rnnloss", SEQUENCE, SequenceLayers::loss));

  private SequenceLayers() {}

  private static <B extends BaseRecurrentLayer.Builder<B>> B sized(B builder, Draw draw) {
    return builder
        .nOut(draw.between(1, 5))
        // Deeplearning4j does not hand its default to a layer in two wrappers.
        .weightInit(WeightInit.XAVIER)
        .activation(
            draw.of(Activation.TANH, Activation.TANH, Activation.SOFTSIGN, Activation.SIGMOID));
  }

  private static Activation gate(Draw draw) {
    return draw.of(Activation.SIGMOID, Activation.SIGMOID, Activation.HARDSIGMOID);
  }

  private static Layer lstm(Draw draw, InputType input) {
    return sized(new LSTM.Builder(), draw).gateActivationFunction(gate(draw)).build();
  }

  @SuppressWarnings("deprecation") // Networks that have it are there.
  private static Layer gravesLstm(Draw draw, InputType input) {
    return sized(new GravesLSTM.Builder(), draw).gateActivationFunction(gate(draw)).build();
  }

  private static Layer simple(Draw draw, InputType input) {
    return sized(new SimpleRnn.Builder(), draw).build();
  }

  private static Layer recurrent(Draw draw, InputType input) {
    return switch (draw.between(0, 2)) {
      case 0 -> lstm(draw, input);
      case 1 -> gravesLstm(draw, input);
      default -> simple(draw, input);
    };
  }

  private static Layer bidirectional(Draw draw, InputType input) {
    Layer one = recurrent(draw, input);
    return new Bidirectional(
        draw.of(Bidirectional.Mode.values()), draw.chance(0.2) ? new LastTimeStep(one) : one);
  }

  private static Layer timeDistributed(Draw draw, InputType input) {
    return new TimeDistributed(
        new DenseLayer.Builder()
            .nOut(draw.between(1, 5))
            .hasBias(draw.chance(0.8))
            .activation(Functions.of(draw))
            .build());
  }

  /** A table whose rows one index chooses, or several, one a step. */
  static Layer embedding(Draw draw, int indices) {
    int vocabulary = draw.between(1, 20);
    int columns = draw.between(1, 6);
    return indices == 1
        ? new EmbeddingLayer.Builder()
            .nIn(vocabulary)
            .nOut(columns)
            .hasBias(draw.chance(0.5))
            .activation(Functions.of(draw))
            .build()
        : new EmbeddingSequenceLayer.Builder()
            .nIn(vocabulary)
            .nOut(columns)
            .inputLength(indices)
            .hasBias(draw.chance(0.5))
            .activation(Functions.of(draw))
            .build();
  }

  private static Layer repeat(Draw draw, InputType input) {
    return new RepeatVector.Builder<>(draw.between(1, 4)).build();
  }

  private static Layer output(Draw draw, InputType input) {
    return new RnnOutputLayer.Builder(LossFunction.MSE)
        .nOut(draw.between(2, 5))
        .activation(draw.of(Activation.SOFTMAX, Activation.SIGMOID, Activation.IDENTITY))
        .build();
  }

  private static Layer loss(Draw draw, InputType input) {
    return new RnnLossLayer.Builder(LossFunction.MSE)
        .activation(Activation.SOFTMAX)
        .dataFormat(((InputType.InputTypeRecurrent) input).getFormat())
        .build();
  }
}
