package org.dl4jmot.quantization.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.data.NetworkOutput;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.EdgeFile;
import org.dl4jmot.core.freeze.Freezer;
import org.dl4jmot.core.freeze.FrozenNetwork;
import org.dl4jmot.litert.LiteRt;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
import org.dl4jmot.runtime.tensor.DataType;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Recurrent and embedding layers, from Deeplearning4j to the file that LiteRT runs, in every form.
 */
// GravesLSTM and GravesBidirectionalLSTM are deprecated, but trained networks have them.
@SuppressWarnings("deprecation")
class RecurrentExportTest {
  private static final int SAMPLES = 12;
  private static final int FEATURES = 6;
  private static final int STEPS = 7;
  private static final int VOCABULARY = 50;

  /**
   * Least signal-to-noise ratio of LiteRT's answers against Deeplearning4j's, in dB. Float: 1e-5 of
   * the answer, which is 100 dB, would be a step's rounding passed on and amplified. Half
   * precision: weights are off by at most 2^-12, some 72 dB, less what the steps add. Int8 weights
   * are off by up to a half of 127 steps, 48 dB, and so are activations, again less what the steps
   * add.
   */
  private static final Map<String, Double> LEAST =
      Map.of("float", 90.0, "float16", 50.0, "dynamic", 25.0, "int8", 20.0);

  /**
   * A network and what it is fed.
   *
   * @param network the network
   * @param type its input type
   * @param inputs a batch
   */
  private record Case(MultiLayerNetwork network, InputType type, INDArray inputs) {}

  private static Map<String, Supplier<Case>> cases() {
    Map<String, Supplier<Case>> cases = new TreeMap<>();
    for (RNNFormat format : RNNFormat.values()) {
      cases.put("LSTM " + format, () -> sequences(format, lstm(format), output(format)));
      cases.put(
          "SimpleRnn " + format,
          () ->
              sequences(
                  format,
                  new SimpleRnn.Builder().nOut(16).dataFormat(format).build(),
                  output(format)));
      cases.put(
          "Bidirectional " + format,
          () -> sequences(format, new Bidirectional(lstm(format)), output(format)));
      cases.put(
          "LastTimeStep " + format,
          () -> sequences(format, new LastTimeStep(lstm(format)), vectorOutput()));
      cases.put(
          "TimeDistributed " + format,
          () ->
              sequences(
                  format,
                  new TimeDistributed(dense(), format),
                  lstm(format),
                  new RnnLossLayer.Builder()
                      .activation(Activation.SOFTMAX)
                      .dataFormat(format)
                      .build()));
      cases.put("EmbeddingSequence " + format, () -> words(format));
    }
    cases.put(
        "GravesLSTM",
        () ->
            sequences(
                RNNFormat.NCW,
                new GravesLSTM.Builder().nOut(16).activation(Activation.TANH).build(),
                output(RNNFormat.NCW)));
    cases.put(
        "GravesBidirectionalLSTM",
        () ->
            sequences(
                RNNFormat.NCW,
                new GravesBidirectionalLSTM.Builder().nOut(16).activation(Activation.TANH).build(),
                output(RNNFormat.NCW)));
    cases.put(
        "unrolled",
        () ->
            sequences(
                RNNFormat.NCW,
                new LSTM.Builder().nOut(16).activation(Activation.SIGMOID).build(),
                output(RNNFormat.NCW)));
    cases.put("Embedding", RecurrentExportTest::word);
    cases.put("RepeatVector", RecurrentExportTest::repeated);
    return cases;
  }

  @TestFactory
  Stream<DynamicTest> liteRtAnswersAsTheNetworkDoes() {
    List<DynamicTest> tests = new ArrayList<>();
    cases()
        .forEach(
            (name, made) ->
                List.of("float", "float16", "dynamic", "int8")
                    .forEach(
                        form ->
                            tests.add(
                                DynamicTest.dynamicTest(
                                    name + ", " + form, () -> check(made.get(), form)))));
    return tests.stream();
  }

  private static void check(Case made, String form) {
    Assumptions.assumeTrue(LiteRt.isAvailable(), "no LiteRT here");
    EdgeFile file = export(made, form);
    double decibels = signalToNoise(made, file);
    assertTrue(decibels >= LEAST.get(form), decibels + " dB\n" + file.graph());
  }

  private static EdgeFile export(Case made, String form) {
    EdgeExporter exporter =
        EdgeExporter.of(made.network(), made.type()).verifyOn(made.inputs().dup());
    return switch (form) {
      case "float16" -> exporter.quantize(Float16.standard()).export();
      case "dynamic" -> exporter.quantize(DynamicRange.standard().withMinElements(1)).export();
      case "int8" ->
          exporter.quantize(FullInteger.calibratedBy(List.of(made.inputs().dup()))).export();
      default -> exporter.export();
    };
  }

  private static double signalToNoise(Case made, EdgeFile file) {
    FrozenNetwork frozen = Freezer.freeze(made.network(), made.type());
    NetworkOutput output = frozen.outputs().get(0);
    INDArray answers = made.network().output(made.inputs().dup());
    double signal = 0;
    double noise = 0;
    try (LiteRtModel model = LiteRtModel.open(file.bytes(), LiteRtOptions.builtIn())) {
      for (int sample = 0; sample < SAMPLES; sample++) {
        float[] input = frozen.inputs().get(0).sample(made.inputs(), sample);
        model.setInput(model.inputs().get(0), input);
        model.invoke();
        float[] actual = model.readFloats(model.outputs().get(0));
        float[] expected = output.sample(answers, sample);
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
          signal += expected[i] * expected[i];
          noise += Math.pow(expected[i] - actual[i], 2);
        }
      }
    }
    return 10 * Math.log10(signal / noise);
  }

  @ParameterizedTest
  @ValueSource(strings = {"float", "int8"})
  void aFileOfOneStepGoesOnAsRnnTimeStepDoes(String form) {
    Assumptions.assumeTrue(LiteRt.isAvailable(), "no LiteRT here");
    InputType type = InputType.recurrent(FEATURES, 1);
    MultiLayerNetwork network = network(type, lstm(RNNFormat.NCW), output(RNNFormat.NCW));
    INDArray steps = gaussian(40, FEATURES, 1);
    EdgeFile file = export(new Case(network, type, steps), form);
    network.rnnClearPreviousState();
    double signal = 0;
    double noise = 0;
    try (LiteRtModel model = LiteRtModel.open(file.bytes(), LiteRtOptions.builtIn())) {
      for (int step = 0; step < steps.size(0); step++) {
        INDArray input = steps.get(NDArrayIndex.interval(step, step + 1)).dup();
        float[] expected = network.rnnTimeStep(input).dup('c').data().asFloat();
        model.setInput(model.inputs().get(0), input.data().asFloat());
        model.resume();
        float[] actual = model.readFloats(model.outputs().get(0));
        for (int i = 0; i < expected.length; i++) {
          signal += expected[i] * expected[i];
          noise += Math.pow(expected[i] - actual[i], 2);
        }
      }
    }
    double decibels = 10 * Math.log10(signal / noise);
    assertTrue(decibels >= LEAST.get(form), decibels + " dB");
  }

  @Test
  void memoriesComputeOnIntegersInAnIntegerFile() {
    Case made = sequences(RNNFormat.NCW, lstm(RNNFormat.NCW), output(RNNFormat.NCW));
    Graph graph = export(made, "int8").graph();
    Node lstm = graph.nodes(UnidirectionalSequenceLstm.class).get(0);
    assertEquals(DataType.INT8, graph.tensor(lstm.input()).type());
    assertEquals(DataType.INT8, graph.tensor(lstm.output()).type());
    // 7 steps: the cell state stays below 8.
    assertEquals(3 - 15, ((UnidirectionalSequenceLstm) lstm.op()).cellExponent());
  }

  @Test
  void recurrentOperationsWithoutIntegerFormHaveIntegerWeightsStill() {
    LSTM rectified = new LSTM.Builder().nOut(16).activation(Activation.RELU).build();
    SimpleRnn plain = new SimpleRnn.Builder().nOut(16).activation(Activation.TANH).build();
    for (Layer layer : List.of(rectified, plain)) {
      Case made = sequences(RNNFormat.NCW, layer, output(RNNFormat.NCW));
      Graph graph = export(made, "int8").graph();
      Node recurrent =
          graph.nodes().stream()
              .filter(node -> node.op().type().startsWith("UNIDIRECTIONAL"))
              .findFirst()
              .orElseThrow();
      assertEquals(DataType.FLOAT32, graph.tensor(recurrent.input()).type());
      assertEquals(DataType.INT8, graph.tensor(recurrent.inputs().get(1)).type());
    }
  }

  private static Case sequences(RNNFormat format, Layer... layers) {
    InputType type = InputType.recurrent(FEATURES, STEPS, format);
    INDArray inputs =
        format == RNNFormat.NCW
            ? gaussian(SAMPLES, FEATURES, STEPS)
            : gaussian(SAMPLES, STEPS, FEATURES);
    return new Case(network(type, layers), type, inputs);
  }

  private static Case words(RNNFormat format) {
    EmbeddingSequenceLayer embedding =
        new EmbeddingSequenceLayer.Builder()
            .nIn(VOCABULARY)
            .nOut(8)
            .inputLength(STEPS)
            .inferInputLength(false)
            .outputDataFormat(format)
            .build();
    LSTM lstm = new LSTM.Builder().nIn(8).nOut(16).dataFormat(format).build();
    OutputLayer out =
        new OutputLayer.Builder().nIn(16).nOut(4).activation(Activation.SOFTMAX).build();
    MultiLayerNetwork network = network(null, embedding, new LastTimeStep(lstm), out);
    return new Case(network, InputType.feedForward(STEPS), indices(SAMPLES, STEPS));
  }

  private static Case word() {
    EmbeddingLayer embedding =
        new EmbeddingLayer.Builder().nIn(VOCABULARY).nOut(8).hasBias(true).build();
    OutputLayer out =
        new OutputLayer.Builder().nIn(8).nOut(4).activation(Activation.SOFTMAX).build();
    return new Case(network(null, embedding, out), InputType.feedForward(1), indices(SAMPLES, 1));
  }

  private static Case repeated() {
    InputType type = InputType.feedForward(FEATURES);
    MultiLayerNetwork network =
        network(
            type,
            dense(),
            new RepeatVector.Builder<>(STEPS).build(),
            lstm(RNNFormat.NCW),
            output(RNNFormat.NCW));
    return new Case(network, type, gaussian(SAMPLES, FEATURES));
  }

  private static LSTM lstm(RNNFormat format) {
    return new LSTM.Builder().nOut(16).activation(Activation.TANH).dataFormat(format).build();
  }

  private static DenseLayer dense() {
    return new DenseLayer.Builder().nOut(8).activation(Activation.SIGMOID).build();
  }

  private static RnnOutputLayer output(RNNFormat format) {
    return new RnnOutputLayer.Builder()
        .nOut(4)
        .activation(Activation.SOFTMAX)
        .dataFormat(format)
        .build();
  }

  private static OutputLayer vectorOutput() {
    return new OutputLayer.Builder().nOut(4).activation(Activation.SOFTMAX).build();
  }

  private static MultiLayerNetwork network(InputType type, Layer... layers) {
    NeuralNetConfiguration.ListBuilder builder =
        new NeuralNetConfiguration.Builder().seed(5).list();
    List.of(layers).forEach(builder::layer);
    if (type != null) {
      builder.setInputType(type);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(builder.build());
    network.init();
    return network;
  }

  private static INDArray gaussian(long... shape) {
    Random random = new Random(7);
    INDArray values = Nd4j.create(shape);
    for (long i = 0; i < values.length(); i++) {
      values.putScalar(i, random.nextGaussian());
    }
    return values;
  }

  private static INDArray indices(long... shape) {
    Random random = new Random(8);
    INDArray values = Nd4j.create(shape);
    for (long i = 0; i < values.length(); i++) {
      values.putScalar(i, random.nextInt(VOCABULARY));
    }
    return values;
  }
}
