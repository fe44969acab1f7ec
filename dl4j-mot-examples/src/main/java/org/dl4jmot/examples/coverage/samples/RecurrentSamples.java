package org.dl4jmot.examples.coverage.samples;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Recurrent layers, their wrappers and outputs, and embeddings. */
final class RecurrentSamples {
  private static final int VOCABULARY = 7;

  private RecurrentSamples() {}

  @SuppressWarnings("deprecation") // users' networks may hold what Deeplearning4j has given up
  static List<Sample> all() {
    return List.of(
        sequences(lstm(), "sequence"),
        Starts.sequences().subject(new LastTimeStep(lstm())).dense("LSTM"),
        sequences(new GravesLSTM.Builder().nOut(3).activation(Activation.TANH).build(), "sequence"),
        sequences(
            new GravesBidirectionalLSTM.Builder().nOut(3).activation(Activation.TANH).build(),
            "sequence"),
        sequences(new SimpleRnn.Builder().nOut(3).activation(Activation.TANH).build(), "sequence"),
        sequences(new Bidirectional(Bidirectional.Mode.CONCAT, lstm()), "concatenated LSTM"),
        sequences(new Bidirectional(Bidirectional.Mode.ADD, lstm()), "added LSTM"),
        sequences(new Bidirectional(Bidirectional.Mode.MUL, lstm()), "multiplied LSTM"),
        sequences(new Bidirectional(Bidirectional.Mode.AVERAGE, lstm()), "averaged LSTM"),
        sequences(
            new TimeDistributed(new DenseLayer.Builder().nIn(Starts.CHANNELS).nOut(3).build()),
            "dense"),
        sequences(new MaskZeroLayer(lstm(), 0), "LSTM"),
        sequences(new MaskLayer(), "no mask"),
        Starts.vectors().subject(new RepeatVector.Builder<>(3).build()).sequence("3 times"),
        Starts.sequences()
            .subject(
                new RnnOutputLayer.Builder(LossFunction.MSE)
                    .nOut(3)
                    .activation(Activation.IDENTITY)
                    .build())
            .ending("identity"),
        Starts.sequences()
            .subject(
                new RnnOutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(3)
                    .activation(Activation.SOFTMAX)
                    .build())
            .ending("softmax"),
        Starts.sequences()
            .subject(new RnnLossLayer.Builder(LossFunction.MSE).activation(Activation.TANH).build())
            .ending("tanh"),
        Chain.on(InputType.feedForward(1))
            .subject(new EmbeddingLayer.Builder().nIn(VOCABULARY).nOut(4).build())
            .denseOf(4, "one index")
            .fedIndices(VOCABULARY),
        Chain.on(InputType.feedForward(Starts.STEPS))
            .subject(
                new EmbeddingSequenceLayer.Builder()
                    .nIn(VOCABULARY)
                    .nOut(4)
                    .inputLength(Starts.STEPS)
                    .build())
            .then(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
            .denseOf(4, "5 indices")
            .fedIndices(VOCABULARY));
  }

  private static LSTM lstm() {
    return new LSTM.Builder().nIn(Starts.CHANNELS).nOut(3).activation(Activation.TANH).build();
  }

  private static Sample sequences(Layer layer, String variant) {
    return Starts.sequences().subject(layer).sequence(variant);
  }
}
