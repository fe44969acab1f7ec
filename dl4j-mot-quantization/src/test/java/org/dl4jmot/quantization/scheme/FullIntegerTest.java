package org.dl4jmot.quantization.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dl4jmot.core.export.StageInput;
import org.dl4jmot.core.export.StageResult;
import org.dl4jmot.quantization.calibrate.CalibrationData;
import org.dl4jmot.quantization.calibrate.CalibrationException;
import org.dl4jmot.quantization.calibrate.Observer;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.quantization.plan.MissingRangesException;
import org.dl4jmot.quantization.testing.GraphSketch;
import org.dl4jmot.quantization.testing.Models;
import org.dl4jmot.quantization.testing.RandomGraphs;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tensor.TrainedRange;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import org.dl4jmot.runtime.tflite.TfliteReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FullIntegerTest {
  private final GraphSketch sketch = new GraphSketch(3);

  @Test
  void trainedRangesNeedNoData() {
    Tensor input = trained(sketch.input("in", 1, 3), -1, 1);
    Tensor dense = trained(sketch.dense("dense", input, 2, Activation.NONE), -4, 4);
    StageResult result =
        FullInteger.fromTrainedRanges().apply(GraphSketch.stageInput(sketch.build(dense)));

    assertEquals(DataType.INT8, result.graph().tensor("dense").type());
    assertEquals("2 trained", result.recipe().get("ranges"));
    assertEquals(List.of(), result.warnings());
    assertEquals(List.of(), result.samples());
  }

  @Test
  void missingTrainedRangeIsAnErrorThatNamesTheTensor() {
    Tensor input = trained(sketch.input("in", 1, 3), -1, 1);
    StageInput stage =
        GraphSketch.stageInput(sketch.build(sketch.dense("dense", input, 2, Activation.NONE)));
    MissingRangesException error =
        assertThrows(
            MissingRangesException.class, () -> FullInteger.fromTrainedRanges().apply(stage));
    assertTrue(error.getMessage().contains("'dense'"), error.getMessage());
  }

  @Test
  void calibrationFillsInWhatTrainingLeftOpen() {
    Tensor input = trained(sketch.input("in", 1, 3), -1, 1);
    StageInput stage =
        GraphSketch.stageInput(sketch.build(sketch.dense("dense", input, 2, Activation.NONE)));
    StageResult result = FullInteger.calibratedBy(List.of(Nd4j.ones(120, 3))).apply(stage);

    assertEquals(
        "1 trained, 1 calibrated by min-max over 120 samples", result.recipe().get("ranges"));
    assertEquals(120, result.samples().size());
    // The data says [0, 1]; training said [-1, 1].
    assertEquals(2 / 255f, inputScale(result));
  }

  // Borders are FLOAT32: the first node is the input's QUANTIZE.
  private static float inputScale(StageResult result) {
    Graph graph = result.graph();
    return graph.tensor(graph.nodes().get(0).output()).requireQuantization().scale();
  }

  @Test
  void layerKeptInFloatIsNamedInAWarning() {
    Tensor hidden = sketch.dense("hidden", sketch.input("in", 1, 3), 3, Activation.RELU);
    StageInput stage =
        GraphSketch.stageInput(sketch.build(sketch.dense("out", hidden, 2, Activation.NONE)));
    StageResult result =
        FullInteger.calibratedBy(List.of(Nd4j.rand(120, 3)))
            .withFloatLayers("out")
            .withBorder(Border.INT8)
            .apply(stage);

    assertEquals(2, result.warnings().size(), result.warnings().toString());
    assertTrue(
        result.warnings().get(0).startsWith("FULLY_CONNECTED 'out' (layers out) stays float"),
        result.warnings().get(0));
    assertTrue(
        result.warnings().get(1).startsWith("'output0' stays FLOAT32"), result.warnings().get(1));
    assertTrue(result.recipe().get("weights").contains("float layers out"));
  }

  @Test
  void sampleLimitIsKept() {
    StageInput stage = identityNetwork();
    StageResult result = FullInteger.calibratedBy(List.of(Nd4j.rand(700, 3))).apply(stage);
    assertEquals(FullInteger.DEFAULT_SAMPLE_LIMIT, result.samples().size());
    assertEquals(
        3,
        FullInteger.calibratedBy(List.of(Nd4j.rand(700, 3)))
            .withSampleLimit(3)
            .apply(stage)
            .samples()
            .size());
    FullInteger scheme = FullInteger.fromTrainedRanges();
    assertThrows(IllegalArgumentException.class, () -> scheme.withSampleLimit(0));
  }

  @Test
  void observerIsUsed() {
    List<INDArray> batches = new ArrayList<>();
    batches.add(Nd4j.ones(1, 3));
    batches.add(Nd4j.ones(1, 3).mul(3));
    StageResult result =
        FullInteger.calibratedBy(batches)
            .withObserver(Observer.movingAverage(0.5f))
            .apply(identityNetwork());
    assertEquals(2 / 255f, inputScale(result));
  }

  @Test
  void wrongShapeIsRefusedBeforeAnyWork() {
    StageInput stage = identityNetwork();
    FullInteger scheme = FullInteger.calibratedBy(List.of(Nd4j.rand(7, 4)));
    CalibrationException error =
        assertThrows(CalibrationException.class, () -> scheme.apply(stage));
    assertTrue(error.getMessage().contains("[7, 4]"), error.getMessage());
  }

  @Test
  void emptyDataIsRefused() {
    StageInput stage = identityNetwork();
    FullInteger scheme = FullInteger.calibratedBy(CalibrationData.of(List.of()));
    assertThrows(CalibrationException.class, () -> scheme.apply(stage));
  }

  @ParameterizedTest
  @EnumSource(Border.class)
  void randomNetworksRunInLiteRtAsInTheInterpreter(Border border) {
    DataType activations = border == Border.INT16 ? DataType.INT16 : DataType.INT8;
    runsInLiteRt(activations, border, 100);
  }

  @Test
  void randomNetworksOf16x8RunInLiteRtBetweenFloatBorders() {
    runsInLiteRt(DataType.INT16, Border.FLOAT32, 200);
  }

  private static void runsInLiteRt(DataType activations, Border border, long firstSeed) {
    for (long seed = firstSeed; seed < firstSeed + 40; seed++) {
      GraphSketch random = new GraphSketch(seed);
      Graph graph = RandomGraphs.next(random, 5);
      List<float[][]> samples = random.samples(graph, 4);
      StageResult result =
          FullInteger.calibratedBy(batches(graph, samples))
              .withActivations(activations)
              .withBorder(border)
              .withDenseWeights(seed % 2 == 0 ? Granularity.PER_CHANNEL : Granularity.PER_TENSOR)
              .apply(GraphSketch.stageInput(graph));
      Models.assertSameInLiteRt("seed " + seed, result.graph(), samples);
    }
  }

  @Test
  void filtersOfZerosGiveTheirBias() {
    Tensor input = sketch.input("in", 1, 2, 2, 1);
    float[] bias = {0.5f, -0.25f};
    Tensor conv =
        sketch.conv("conv", input, Shape.of(2, 1, 1, 1), new float[] {0, 1}, bias, Activation.NONE);
    Graph graph = sketch.build(conv);
    assertCloseToFloat(graph, sketch.samples(graph, 100));
  }

  @Test
  void weightsAllZeroGiveTheirBias() {
    Tensor input = sketch.input("in", 1, 2, 2, 1);
    Tensor conv =
        sketch.conv(
            "conv",
            input,
            Shape.of(2, 1, 1, 1),
            new float[2],
            new float[] {0.5f, -3},
            Activation.NONE);
    Graph graph = sketch.build(conv);
    assertCloseToFloat(graph, sketch.samples(graph, 100));
  }

  @Test
  void constantAndZeroActivationsKeepTheirValue() {
    Tensor input = sketch.input("in", 1, 2, 2, 1);
    Tensor dead =
        sketch.op(
            "dead",
            new Relu(),
            sketch.op(
                "negative",
                new Mul(Activation.NONE),
                sketch.op("rectified", new Relu(), input),
                sketch.constant("minus", Shape.of(1), -1)));
    Tensor conv =
        sketch.conv(
            "conv", dead, Shape.of(1, 1, 1, 1), new float[] {2}, new float[] {7}, Activation.NONE);
    Graph graph = sketch.build(conv);
    assertCloseToFloat(graph, sketch.samples(graph, 100));
  }

  @Test
  void channelAThousandTimesAnotherCostsTheOtherNothing() {
    Tensor input = sketch.input("in", 1, 4, 4, 2);
    Tensor conv =
        sketch.conv(
            "conv",
            input,
            Shape.of(2, 1, 1, 2),
            new float[] {0.5f, -0.3f, 500, 300},
            new float[] {0.1f, 100},
            Activation.NONE);
    // Back to one size, so that the activations between are what limits precision.
    Tensor scaled =
        sketch.conv(
            "scaled",
            conv,
            Shape.of(1, 1, 1, 2),
            new float[] {1, 0.001f},
            new float[] {0},
            Activation.NONE);
    Graph graph = sketch.build(scaled);
    List<float[][]> samples = sketch.samples(graph, 100);
    StageResult result =
        FullInteger.calibratedBy(batches(graph, samples))
            .withBorder(Border.INT8)
            .apply(GraphSketch.stageInput(graph));
    float[] scales = result.graph().tensor("conv/weight").requireQuantization().scales();
    assertEquals(0.5f / 127, scales[0]);
    assertEquals(500f / 127, scales[1]);
    Models.assertSameInLiteRt("1000x", result.graph(), samples);
  }

  @Test
  void biasBeyondThirtyTwoBitsComesThrough() {
    Tensor input = sketch.input("in", 1, 2, 2, 1);
    Tensor conv =
        sketch.conv(
            "conv",
            input,
            Shape.of(2, 1, 1, 1),
            new float[] {1e-9f, 1},
            new float[] {1000, 1},
            Activation.NONE);
    Graph graph = sketch.build(conv);
    List<String> warnings = assertCloseToFloat(graph, sketch.samples(graph, 100));
    assertTrue(
        warnings.stream().anyMatch(warning -> warning.contains("does not fit 32 bits")),
        warnings.toString());
  }

  @Test
  void denseWeightsPerChannelStayOneOperation() {
    StageResult result =
        FullInteger.calibratedBy(List.of(Nd4j.rand(100, 3)))
            .withDenseWeights(Granularity.PER_CHANNEL)
            .apply(identityNetwork());
    assertEquals(1, result.graph().nodes(FullyConnected.class).size());
    assertEquals(2, result.graph().tensor("dense/weight").requireQuantization().scales().length);
    assertEquals("2.17.0", minRuntimeVersion(result));
  }

  @Test
  void denseWeightsPerTensorRunOnOldRuntimes() {
    StageResult result =
        FullInteger.calibratedBy(List.of(Nd4j.rand(100, 3))).apply(identityNetwork());
    assertEquals(1, result.graph().tensor("dense/weight").requireQuantization().scales().length);
    assertEquals("1.14.0", minRuntimeVersion(result));
  }

  private static String minRuntimeVersion(StageResult result) {
    return TfliteReader.read(ByteBuffer.wrap(Models.file(result.graph()))).minRuntimeVersion();
  }

  // Weights, inputs and outputs are exact to a rounding each: three output scales in all for these
  // tiny sums, whose weights and inputs have full range.
  private static List<String> assertCloseToFloat(Graph graph, List<float[][]> samples) {
    StageResult result =
        FullInteger.calibratedBy(batches(graph, samples))
            .withBorder(Border.INT8)
            .apply(GraphSketch.stageInput(graph));
    float tolerance = 3 * result.graph().outputTensors().get(0).requireQuantization().scale();
    for (float[][] sample : samples) {
      float[] wanted = Models.run(graph, List.of(sample, sample));
      float[] made = Models.run(result.graph(), List.of(sample, sample));
      for (int i = 0; i < wanted.length; i++) {
        assertEquals(wanted[i], made[i], tolerance);
      }
    }
    Models.assertSameInLiteRt("", result.graph(), samples);
    return result.warnings();
  }

  private static List<INDArray> batches(Graph graph, List<float[][]> samples) {
    long[] shape =
        Arrays.stream(graph.inputTensors().get(0).shape().toArray()).asLongStream().toArray();
    return samples.stream().map(sample -> Nd4j.createFromArray(sample[0]).reshape(shape)).toList();
  }

  private StageInput identityNetwork() {
    Tensor input = sketch.input("in", 1, 3);
    return GraphSketch.stageInput(sketch.build(sketch.dense("dense", input, 2, Activation.NONE)));
  }

  private Tensor trained(Tensor tensor, float min, float max) {
    return sketch.replace(tensor.withTrained(new TrainedRange(min, max)));
  }
}
