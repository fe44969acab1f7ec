package org.dl4jmot.quantization.scheme;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dl4jmot.core.export.StageResult;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.quantization.testing.GoldenNetwork;
import org.dl4jmot.quantization.testing.GraphSketch;
import org.dl4jmot.quantization.testing.Models;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.Tile;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** The 16x8 form: int16 activations, int8 weights, int64 biases. */
class WideFormTest {
  private final GraphSketch sketch = new GraphSketch(5);

  private static FullInteger wide(long... shape) {
    return FullInteger.calibratedBy(List.of(Nd4j.rand(shape))).withActivations(DataType.INT16);
  }

  private static List<String> types(Graph graph) {
    return graph.nodes().stream().map(node -> node.op().type()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "B"})
  void goldenNetworkBecomesWhatTheConverterMakesOfIt(String name) {
    GoldenNetwork golden = new GoldenNetwork(name);
    Graph theirs = golden.graph("16x8");
    Graph ours =
        FullInteger.calibratedBy(GoldenNetwork.batches())
            .withActivations(DataType.INT16)
            .apply(golden.floatInput())
            .graph();
    assertEquals(types(theirs), types(ours));
    assertEquals(firstScale(theirs), firstScale(ours));
    for (Tensor tensor : ours.tensors()) {
      tensor
          .quantization()
          .ifPresent(q -> assertEquals(0, q.zeroPoints()[0], () -> tensor + ": " + q));
    }
  }

  // Of what the input's QUANTIZE makes: pixels in [0, 1], so exactly 1/32767.
  private static float firstScale(Graph graph) {
    return graph.tensor(graph.nodes().get(0).output()).requireQuantization().scale();
  }

  @Test
  void typesAreThoseOfTheForm() {
    Tensor conv = sketch.conv("conv", sketch.input("in", 1, 4, 4, 2), 3, 3, Activation.RELU);
    Tensor gate = sketch.op("gate", new Logistic(), conv);
    Graph graph =
        wide(100, 4, 4, 2)
            .withBorder(Border.INT16)
            .apply(GraphSketch.stageInput(sketch.build(gate)))
            .graph();
    assertAll(
        () -> assertEquals(DataType.INT16, graph.inputTensors().get(0).type()),
        () -> assertEquals(DataType.INT16, graph.tensor("conv").type()),
        () -> assertEquals(DataType.INT8, graph.tensor("conv/weight").type()),
        () -> assertEquals(DataType.INT64, graph.tensor("conv/bias").type()),
        () ->
            assertEquals(
                QuantizationParameters.perTensor(1 / 32768f, 0),
                graph.tensor("gate").requireQuantization()));
  }

  @Test
  void signalIsFarAboveThatOfInt8() {
    Tensor input = sketch.input("in", 1, 6, 6, 3);
    Tensor conv = sketch.conv("conv", input, 8, 3, Activation.RELU);
    Tensor sum = sketch.op("sum", new Add(Activation.NONE), conv, conv);
    Tensor all = sketch.op("all", new Concatenation(3, Activation.NONE), sum, conv);
    Graph graph = sketch.build(sketch.dense("dense", all, 5, Activation.NONE));
    List<float[][]> samples = sketch.samples(graph, 100);
    FullInteger narrow =
        FullInteger.calibratedBy(
            samples.stream()
                .map(sample -> Nd4j.createFromArray(sample[0]).reshape(1, 6, 6, 3))
                .toList());
    double eight = noise(graph, narrow, samples);
    double sixteen = noise(graph, narrow.withActivations(DataType.INT16), samples);
    // What remains is the rounding of the weights, which both share.
    assertTrue(sixteen < 0.8 * eight, sixteen + " and " + eight);
  }

  private static double noise(Graph graph, FullInteger form, List<float[][]> samples) {
    StageResult result = form.apply(GraphSketch.stageInput(graph));
    float[] wanted = Models.run(graph, samples);
    float[] made = Models.run(result.graph(), samples);
    double sum = 0;
    for (int i = 0; i < wanted.length; i++) {
      sum += (wanted[i] - made[i]) * (wanted[i] - made[i]);
    }
    return Math.sqrt(sum);
  }

  @Test
  void operationWithoutA16BitKernelStaysFloatAndSaysSo() {
    Tensor conv = sketch.conv("conv", sketch.input("in", 1, 2, 2, 1), 2, 1, Activation.NONE);
    Tensor tile = sketch.op("tile", new Tile(List.of(1, 2, 2, 1)), conv);
    StageResult result = wide(100, 2, 2, 1).apply(GraphSketch.stageInput(sketch.build(tile)));
    assertEquals(DataType.FLOAT32, result.graph().tensor("tile").type());
    assertTrue(
        result.warnings().get(0).endsWith("stays float: TILE has no 16x8 form here"),
        result.warnings().toString());
  }

  @Test
  void biasThatNeedsMoreThan32BitsKeepsItsWeights() {
    Tensor input = sketch.input("in", 1, 2, 2, 1);
    Tensor conv =
        sketch.conv(
            "conv",
            input,
            Shape.of(2, 1, 1, 1),
            new float[] {1e-4f, 1},
            new float[] {1000, 1},
            Activation.NONE);
    StageResult result = wide(100, 2, 2, 1).apply(GraphSketch.stageInput(sketch.build(conv)));
    float[] scales = result.graph().tensor("conv/weight").requireQuantization().scales();
    assertEquals(List.of(), result.warnings());
    assertEquals(1e-4f / 127, scales[0]);
  }

  @Test
  void bordersOfTheOtherFormAreRefusedAtOnce() {
    FullInteger form = wide(100, 2, 2, 1);
    for (Border border : List.of(Border.INT8, Border.UINT8)) {
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> form.withBorder(border));
      assertTrue(error.getMessage().contains("FLOAT32 or INT16"), error.getMessage());
    }
    FullInteger narrow = FullInteger.fromTrainedRanges();
    assertThrows(IllegalArgumentException.class, () -> narrow.withOutputs(Border.INT16));
    FullInteger bytes = narrow.withInputs(Border.UINT8);
    assertThrows(IllegalArgumentException.class, () -> bytes.withActivations(DataType.INT16));
    assertThrows(IllegalArgumentException.class, () -> narrow.withActivations(DataType.INT32));
  }
}
