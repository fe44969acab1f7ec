package org.dl4jmot.core.freeze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
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
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.dl4jmot.core.testing.RandomParameters;
import org.dl4jmot.core.testing.SequenceAgreement;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
import org.dl4jmot.runtime.op.UnidirectionalSequenceRnn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

// GravesLSTM and GravesBidirectionalLSTM are deprecated, but trained networks have them.
@SuppressWarnings("deprecation")
class RecurrentFreezeTest {
  private static final int FEATURES = 3;
  private static final int STEPS = 6;

  @ParameterizedTest
  @EnumSource(RNNFormat.class)
  void memoriesBecomeOneOperation(RNNFormat format) {
    Graph graph =
        check(
            format,
            lstm(format),
            new RnnOutputLayer.Builder()
                .nOut(4)
                .activation(Activation.SOFTMAX)
                .dataFormat(format)
                .build());
    assertEquals(1, graph.nodes(UnidirectionalSequenceLstm.class).size());
  }

  @ParameterizedTest
  @EnumSource(RNNFormat.class)
  void peepholesGoToTheirGates(RNNFormat format) {
    GravesLSTM layer = new GravesLSTM.Builder().nOut(5).activation(Activation.TANH).build();
    layer.setRnnDataFormat(format);
    Graph graph = check(format, layer);
    assertTrue(
        ((UnidirectionalSequenceLstm) graph.nodes(UnidirectionalSequenceLstm.class).get(0).op())
            .peepholes());
  }

  @ParameterizedTest
  @EnumSource(RNNFormat.class)
  void bothDirectionsOfAGravesMemoryAreAdded(RNNFormat format) {
    GravesBidirectionalLSTM layer =
        new GravesBidirectionalLSTM.Builder().nOut(5).activation(Activation.TANH).build();
    layer.setRnnDataFormat(format);
    check(format, layer);
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"TANH", "RELU", "RELU6", "IDENTITY"})
  void plainRecurrentLayersBecomeOneOperation(Activation activation) {
    Graph graph = check(RNNFormat.NCW, rnn(activation));
    assertEquals(1, graph.nodes(UnidirectionalSequenceRnn.class).size());
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"SIGMOID", "SOFTMAX"})
  void otherActivationsAreUnrolled(Activation activation) {
    assertUnrolled(check(RNNFormat.NCW, rnn(activation)));
    assertUnrolled(check(RNNFormat.NWC, lstm(RNNFormat.NWC, activation, Activation.SIGMOID)));
    assertUnrolled(check(RNNFormat.NCW, lstm(RNNFormat.NCW, Activation.TANH, Activation.SOFTMAX)));
    GravesLSTM graves = new GravesLSTM.Builder().nOut(5).activation(activation).build();
    assertUnrolled(check(RNNFormat.NCW, graves));
  }

  private static void assertUnrolled(Graph graph) {
    assertTrue(graph.nodes(Slice.class).size() >= STEPS, graph.toString());
  }

  @Test
  void tooManyStepsAreNotUnrolled() {
    UnsupportedNetworkException e =
        assertThrows(
            UnsupportedNetworkException.class,
            () ->
                Freezer.freeze(
                    network(InputType.recurrent(FEATURES, 1000), rnn(Activation.SIGMOID)),
                    InputType.recurrent(FEATURES, 1000)));
    assertTrue(e.getMessage().contains("unrolling 1000 steps"), e.getMessage());
  }

  @ParameterizedTest
  @EnumSource(Bidirectional.Mode.class)
  void bothDirectionsAreCombined(Bidirectional.Mode mode) {
    check(RNNFormat.NCW, new Bidirectional(mode, lstm(RNNFormat.NCW)));
    check(RNNFormat.NWC, new Bidirectional(mode, lstm(RNNFormat.NWC)));
    check(RNNFormat.NCW, new Bidirectional(mode, rnn(Activation.TANH)));
  }

  @ParameterizedTest
  @EnumSource(RNNFormat.class)
  void theLastStepIsPicked(RNNFormat format) {
    check(format, new LastTimeStep(lstm(format)), dense());
    check(format, new LastTimeStep(new Bidirectional(lstm(format))), dense());
  }

  @Test
  void theLastStepsOfBothDirectionsAreCombined() {
    // Twice wrapped, a layer inherits no defaults in 1.0.0-M2.1.
    LSTM lstm =
        new LSTM.Builder()
            .nIn(FEATURES)
            .nOut(5)
            .weightInit(WeightInit.XAVIER)
            .activation(Activation.TANH)
            .updater(new Sgd(0.1))
            .build();
    LastTimeStep last = new LastTimeStep(lstm);
    check(RNNFormat.NCW, new Bidirectional(Bidirectional.Mode.CONCAT, last), dense());
  }

  @ParameterizedTest
  @EnumSource(RNNFormat.class)
  void aDenseLayerIsAppliedToEveryStep(RNNFormat format) {
    check(format, new TimeDistributed(dense(), format), lstm(format));
  }

  @ParameterizedTest
  @EnumSource(RNNFormat.class)
  void lossesOfSequencesKeepTheirActivation(RNNFormat format) {
    check(
        format,
        lstm(format),
        new RnnLossLayer.Builder().activation(Activation.SOFTMAX).dataFormat(format).build());
  }

  @ParameterizedTest
  @EnumSource(RNNFormat.class)
  void vectorsAreRepeated(RNNFormat format) {
    InputType input = InputType.feedForward(FEATURES);
    RepeatVector repeat = new RepeatVector.Builder<>(4).dataFormat(format).build();
    SequenceAgreement.check(
        network(input, dense(), repeat, lstm(format)),
        SequenceAgreement.gaussian(1, 2, FEATURES),
        input);
  }

  @Test
  void flattenedImagesAreRepeatedInTheTrainedOrder() {
    InputType input = InputType.convolutional(3, 2, 4);
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addVertex("flat", new ReshapeVertex(-1, 24), "in")
                .addLayer("repeat", new RepeatVector.Builder<>(2).build(), "flat")
                .setOutputs("repeat")
                .setInputTypes(input)
                .build());
    network.init();
    SequenceAgreement.check(network, SequenceAgreement.gaussian(1, 2, 4, 3, 2), input);
  }

  @Test
  void anIndexPicksARow() {
    EmbeddingLayer embedding =
        new EmbeddingLayer.Builder()
            .nIn(7)
            .nOut(4)
            .hasBias(true)
            .activation(Activation.TANH)
            .build();
    MultiLayerNetwork network = network(null, embedding, dense(4));
    SequenceAgreement.check(network, SequenceAgreement.indices(7, 3, 1));
  }

  @ParameterizedTest
  @EnumSource(RNNFormat.class)
  void indicesPickASequenceOfRows(RNNFormat format) {
    for (boolean bias : new boolean[] {true, false}) {
      EmbeddingSequenceLayer embedding =
          new EmbeddingSequenceLayer.Builder()
              .nIn(7)
              .nOut(4)
              .hasBias(bias)
              .inferInputLength(true)
              .outputDataFormat(format)
              .build();
      LSTM lstm = new LSTM.Builder().nIn(4).nOut(5).dataFormat(format).build();
      SequenceAgreement.check(
          network(null, embedding, lstm),
          SequenceAgreement.indices(7, 3, STEPS),
          InputType.feedForward(STEPS));
      SequenceAgreement.check(
          network(null, embedding, lstm),
          SequenceAgreement.indices(7, 3, 1, STEPS),
          InputType.recurrent(1, STEPS));
    }
  }

  @Test
  void severalIndicesNeedAnEmbeddingOfSequences() {
    EmbeddingLayer embedding = new EmbeddingLayer.Builder().nIn(7).nOut(4).build();
    UnsupportedNetworkException e =
        assertThrows(
            UnsupportedNetworkException.class,
            () -> Freezer.freeze(network(null, embedding), InputType.feedForward(2)));
    assertTrue(e.getMessage().contains("EmbeddingSequenceLayer"), e.getMessage());
  }

  @Test
  void layerNormalizationOfStepsFailsInDeeplearning4jToo() {
    SimpleRnn layer = new SimpleRnn.Builder().nOut(5).hasLayerNorm(true).build();
    InputType input = InputType.recurrent(FEATURES, STEPS);
    MultiLayerNetwork network = network(input, layer);
    INDArray batch = SequenceAgreement.gaussian(1, 2, FEATURES, STEPS);
    assertThrows(IllegalStateException.class, () -> network.output(batch));
    UnsupportedNetworkException e =
        assertThrows(UnsupportedNetworkException.class, () -> Freezer.freeze(network, input));
    assertTrue(e.getMessage().contains("layer normalization"), e.getMessage());
  }

  @Test
  void denseLayersAreNormalizedBeforeTheirBias() {
    InputType input = InputType.feedForward(7);
    INDArray batch = SequenceAgreement.gaussian(1, 3, 7);
    for (boolean bias : new boolean[] {true, false}) {
      DenseLayer dense =
          new DenseLayer.Builder()
              .nOut(5)
              .hasLayerNorm(true)
              .hasBias(bias)
              .activation(Activation.TANH)
              .build();
      SequenceAgreement.check(network(input, dense), batch, input);
    }
  }

  @ParameterizedTest
  @EnumSource(RNNFormat.class)
  void maskedStepsLeaveStateAndResultAtZero(RNNFormat format) {
    InputType input = InputType.recurrent(FEATURES, STEPS, format);
    INDArray batch = padded(format, 0.5);
    for (BaseRecurrentLayer layer : List.of(lstm(format), rnn(format))) {
      MaskZeroLayer masked = new MaskZeroLayer(layer, 0.5);
      SequenceAgreement.check(network(input, masked), batch, input);
    }
    MaskZeroLayer masked = new MaskZeroLayer(lstm(format), 0.5);
    SequenceAgreement.check(network(input, new LastTimeStep(masked), dense()), batch, input);
  }

  /** Two samples, the first of which holds data in steps 1 and 3 alone. */
  private static INDArray padded(RNNFormat format, double maskingValue) {
    INDArray batch = SequenceAgreement.gaussian(1, 2, FEATURES, STEPS);
    for (int step : new int[] {0, 2, 4, 5}) {
      for (int feature = 0; feature < FEATURES; feature++) {
        batch.putScalar(new int[] {0, feature, step}, maskingValue);
      }
    }
    return format == RNNFormat.NCW ? batch : batch.permute(0, 2, 1).dup('c');
  }

  @Test
  void maskedLayersOfOtherKindsAreRefused() {
    MaskZeroLayer masked = new MaskZeroLayer(new Bidirectional(lstm(RNNFormat.NCW)), 0);
    UnsupportedNetworkException e =
        assertThrows(UnsupportedNetworkException.class, () -> check(RNNFormat.NCW, masked));
    assertTrue(e.getMessage().contains("masked steps of a Bidirectional"), e.getMessage());
  }

  @Test
  void verticesReverseRepeatAndPickSteps() {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.recurrent(FEATURES, STEPS))
                .addVertex("reversed", new ReverseTimeSeriesVertex("in"), "in")
                .addLayer("encoder", lstm(RNNFormat.NCW), "reversed")
                .addVertex("last", new LastTimeStepVertex("in"), "encoder")
                .addVertex("repeated", new DuplicateToTimeSeriesVertex("in"), "last")
                .addLayer("decoder", lstm(RNNFormat.NCW), "repeated")
                .setOutputs("decoder")
                .build());
    network.init();
    RandomParameters.fill(network, 4);
    SequenceAgreement.check(
        network,
        SequenceAgreement.gaussian(1, 2, FEATURES, STEPS),
        InputType.recurrent(FEATURES, STEPS));
  }

  private static Graph check(RNNFormat format, Layer... layers) {
    InputType input = InputType.recurrent(FEATURES, STEPS, format);
    INDArray batch =
        format == RNNFormat.NCW
            ? SequenceAgreement.gaussian(1, 2, FEATURES, STEPS)
            : SequenceAgreement.gaussian(1, 2, STEPS, FEATURES);
    return SequenceAgreement.check(network(input, layers), batch, input);
  }

  private static MultiLayerNetwork network(InputType input, Layer... layers) {
    NeuralNetConfiguration.ListBuilder builder = new NeuralNetConfiguration.Builder().list();
    List.of(layers).forEach(builder::layer);
    if (input != null) {
      builder.setInputType(input);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(builder.build());
    network.init();
    return RandomParameters.fill(network, 3);
  }

  private static BaseRecurrentLayer lstm(RNNFormat format) {
    return lstm(format, Activation.TANH, Activation.SIGMOID);
  }

  private static BaseRecurrentLayer lstm(RNNFormat format, Activation activation, Activation gate) {
    return new LSTM.Builder()
        .nOut(5)
        .activation(activation)
        .gateActivationFunction(gate)
        .dataFormat(format)
        .build();
  }

  private static SimpleRnn rnn(Activation activation) {
    return new SimpleRnn.Builder().nOut(5).activation(activation).build();
  }

  private static SimpleRnn rnn(RNNFormat format) {
    return new SimpleRnn.Builder().nOut(5).activation(Activation.TANH).dataFormat(format).build();
  }

  private static DenseLayer dense() {
    return new DenseLayer.Builder().nOut(4).activation(Activation.SIGMOID).build();
  }

  private static DenseLayer dense(int inputs) {
    return new DenseLayer.Builder().nIn(inputs).nOut(4).activation(Activation.SIGMOID).build();
  }
}
