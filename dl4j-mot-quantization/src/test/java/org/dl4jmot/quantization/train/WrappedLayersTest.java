package org.dl4jmot.quantization.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.EdgeFile;
import org.dl4jmot.core.freeze.Freezer;
import org.dl4jmot.core.freeze.FrozenNetwork;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.dl4jmot.quantization.train.fake.TrainingSettings;
import org.dl4jmot.quantization.train.layer.FakeQuantizedLayer;
import org.dl4jmot.runtime.Interpreter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Layers that are wrapped train as their files compute, and stay ordinary layers. */
class WrappedLayersTest {
  private static final int SAMPLES = 200;
  private static final int STEPS = 12;

  /** Deeplearning4j 1.0.0-M2.1 trains no PReLULayer with more than 64 samples. */
  private static final int BATCH = 48;

  /** The file's softmax has steps of 1/256; a value rounded otherwise moves it by one or two. */
  private static final double TOLERANCE = 2.0 / 256;

  @TempDir Path directory;

  static List<Wrapped> all() {
    return Wrapped.all();
  }

  /**
   * Leaves out tanh, whose result has steps of 8 bits, however fine all others are; and unshared
   * convolutions: 1.0.0-M2.1 itself gets twice the gradient for some of their weights.
   */
  static Stream<Wrapped> differentiable() {
    return all().stream().filter(kind -> !kind.name().matches(".*(tanh|unshared).*"));
  }

  private static MultiLayerNetwork trained(Wrapped kind, TrainingSettings settings) {
    MultiLayerNetwork aware =
        QuantizationAware.builder()
            .settings(settings)
            .inputTypes(kind.type())
            .build()
            .apply(kind.network());
    DataSet data = kind.data(BATCH, 1);
    for (int step = 0; step < STEPS; step++) {
      aware.fit(data);
    }
    return aware;
  }

  private static MultiLayerNetwork trained(Wrapped kind) {
    return trained(kind, TrainingSettings.defaults());
  }

  /** Weights of 4 bits: were they rounded by other scales in training, answers would differ. */
  @ParameterizedTest
  @MethodSource("all")
  void answersAsItsFile(Wrapped kind) {
    MultiLayerNetwork aware = trained(kind, TrainingSettings.defaults().withBits(8, 4));
    QuantizationAware.align(aware, kind.type());
    EdgeFile file =
        EdgeExporter.of(aware, kind.type()).quantize(FullInteger.fromTrainedRanges()).export();
    INDArray features = kind.data(SAMPLES, 2).getFeatures();
    INDArray expected = aware.output(features.dup());

    FrozenNetwork frozen = Freezer.freeze(aware, kind.type());
    Interpreter interpreter = new Interpreter(file.graph());
    double worst = 0;
    int sameClass = 0;
    for (int i = 0; i < SAMPLES; i++) {
      interpreter.input(0).setReal(frozen.inputs().get(0).sample(features, i));
      interpreter.run();
      float[] answer = interpreter.output(0).toReal();
      int best = 0;
      for (int k = 0; k < answer.length; k++) {
        worst = Math.max(worst, Math.abs(answer[k] - expected.getDouble(i, k)));
        best = answer[k] > answer[best] ? k : best;
      }
      double highest = expected.getRow(i).maxNumber().doubleValue();
      // what is one step of the file apart is a tie to it
      sameClass += expected.getDouble(i, best) > highest - 1.5 / 256 ? 1 : 0;
    }
    assertTrue(worst <= TOLERANCE, "largest difference " + worst);
    assertTrue(sameClass >= 0.995 * SAMPLES, "same class for " + sameClass);
  }

  @ParameterizedTest
  @MethodSource("all")
  void isSavedReadAndClonedBitForBit(Wrapped kind) throws IOException {
    MultiLayerNetwork aware = trained(kind);
    INDArray features = kind.data(16, 2).getFeatures();
    INDArray expected = aware.output(features.dup()).dup();

    assertEquals(expected, aware.clone().output(features.dup()));
    Path file = directory.resolve("network.zip");
    ModelSerializer.writeModel(aware, file.toFile(), true);
    MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true);
    assertEquals(expected, restored.output(features.dup()));
    MultiLayerConfiguration configuration = aware.getLayerWiseConfigurations();
    assertEquals(configuration, MultiLayerConfiguration.fromJson(configuration.toJson()));

    DataSet more = kind.data(32, 5);
    aware.fit(more);
    restored.fit(more);
    assertEquals(aware.params(), restored.params(), "trains on as the original does");
  }

  @ParameterizedTest
  @MethodSource("all")
  void trainsAlikeInBothKindsOfNetwork(Wrapped kind) throws IOException {
    MultiLayerNetwork layers = QuantizationAware.network(kind.network(), kind.type());
    ComputationGraph graph =
        QuantizationAware.network(kind.network().toComputationGraph(), kind.type());
    DataSet data = kind.data(BATCH, 1);
    for (int step = 0; step < 3; step++) {
      layers.fit(data);
      graph.fit(data);
    }
    INDArray features = kind.data(16, 2).getFeatures();
    INDArray expected = layers.output(features.dup());

    assertEquals(expected, graph.outputSingle(features.dup()));
    Path file = directory.resolve("graph.zip");
    ModelSerializer.writeModel(graph, file.toFile(), true);
    ComputationGraph restored = ModelSerializer.restoreComputationGraph(file.toFile());
    assertEquals(expected, restored.outputSingle(features.dup()));
    ComputationGraphConfiguration configuration = graph.getConfiguration();
    assertEquals(configuration, ComputationGraphConfiguration.fromJson(configuration.toJson()));
    assertTrue(graph.summary(kind.type()).contains("quantization"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void strippedNetworkIsThePlainOneWithTheTrainedWeights(Wrapped kind) {
    MultiLayerNetwork plain = kind.network();
    MultiLayerNetwork aware = trained(kind);
    long wrapped =
        java.util.Arrays.stream(aware.getLayers())
            .filter(layer -> layer.getConfig() instanceof FakeQuantizedLayer)
            .count();
    assertTrue(wrapped > 0, "nothing is wrapped");

    MultiLayerNetwork stripped = QuantizationAware.strip(aware);
    for (int i = 0; i < plain.getnLayers(); i++) {
      assertEquals(plain.getLayer(i).getClass(), stripped.getLayer(i).getClass());
      for (String key : plain.getLayer(i).paramTable().keySet()) {
        assertEquals(aware.getLayer(i).getParam(key), stripped.getLayer(i).getParam(key));
      }
    }
    INDArray features = kind.data(16, 2).getFeatures();
    assertNotEquals(stripped.output(features.dup()), aware.output(features.dup()));
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void straightThroughGradientEqualsTheNumericOneWhereRangesClip(Wrapped kind) {
    DataSet data = kind.data(6, 5);
    data.setFeatures(data.getFeatures().castTo(DataType.DOUBLE));
    data.setLabels(data.getLabels().castTo(DataType.DOUBLE));
    ComputationGraph aware =
        QuantizationAware.builder()
            .settings(TrainingSettings.defaults().withBits(40, 40))
            .inputTypes(kind.type())
            .build()
            .apply(kind.network().toComputationGraph().convertDataType(DataType.DOUBLE));
    aware.fit(data);
    QuantizationAware.freezeRanges(aware);

    int checked = GradientCheck.checkWhereRangesClip(aware, data, 2);
    assertTrue(checked >= 6, "only " + checked + " parameters were checked");
  }
}
