package org.dl4jmot.core.lower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.dl4jmot.core.data.AffineMap;
import org.dl4jmot.core.data.RawInput;
import org.dl4jmot.core.testing.Runs;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tensor.TrainedQuantization;
import org.dl4jmot.runtime.tensor.TrainedRange;
import org.dl4jmot.runtime.tensor.TrainedWeights;
import org.junit.jupiter.api.Test;

/** A graph with a normalization in front computes on raw values what it computed on normalized. */
class InputNormalizationTest {
  private static final int SIDE = 7;
  private static final int CHANNELS = 3;
  private static final Shape IMAGE = Shape.of(1, SIDE, SIDE, CHANNELS);
  private static final Optional<RawInput.Range> PIXELS = Optional.of(new RawInput.Range(0, 255));

  private static double one(int channel) {
    return 1;
  }

  private static double zero(int channel) {
    return 0;
  }

  private static double means(int channel) {
    return -100 - channel;
  }

  private static double deviations(int channel) {
    return 1 / (50.0 + channel);
  }

  private static Graph convolution(Op op, Shape filter, Optional<Pad> pad) {
    GraphBuilder graph = Graph.builder();
    Tensor value = graph.input("image", Tensor.ofFloat("in", IMAGE));
    if (pad.isPresent()) {
      value = graph.node("pad", pad.get(), List.of(value), "padded");
    }
    float[] weights = new float[filter.elements()];
    Random random = new Random(1);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    Tensor filters = graph.add(Tensor.constant("w", filter, ConstantData.of(weights)));
    return graph.output("out", graph.node("conv", op, List.of(value, filters), "out")).build();
  }

  private static Graph convolution(int stride, Padding padding) {
    Window window = Window.of(stride, stride, padding);
    return convolution(
        new Conv2d(window, Activation.RELU), Shape.of(4, 3, 3, CHANNELS), Optional.empty());
  }

  private static AffineMap map(IntToDoubleFunction factors, IntToDoubleFunction summands) {
    return new AffineMap(
        IntStream.range(0, IMAGE.elements())
            .mapToDouble(i -> factors.applyAsDouble(i % CHANNELS))
            .toArray(),
        IntStream.range(0, IMAGE.elements())
            .mapToDouble(i -> summands.applyAsDouble(i % CHANNELS))
            .toArray());
  }

  /** Checks what is computed and answers which operations are left. */
  private static List<String> operations(Graph graph, RawInput raw) {
    Graph result = InputNormalization.inFront(graph, "image", raw);
    float[] pixels = new float[IMAGE.elements()];
    float[] normalized = new float[IMAGE.elements()];
    Random random = new Random(5);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextInt(256);
      normalized[i] = (float) (raw.map().factors()[i] * pixels[i] + raw.map().summands()[i]);
    }
    float[] expected = Runs.run(graph, normalized).get("out");
    float[] actual = Runs.run(result, pixels).get("out");
    assertArrayEquals(expected, actual, tolerance(raw.map()), result.toString());
    return result.nodes().stream().map(node -> node.op().type()).toList();
  }

  /** Sums of 27 products of weights below 4 and what both ways round before they are added. */
  private static float tolerance(AffineMap map) {
    double largest = 0;
    for (int i = 0; i < map.elements(); i++) {
      largest =
          Math.max(largest, Math.abs(map.factors()[i]) * 255 + 2 * Math.abs(map.summands()[i]));
    }
    return (float) (27 * 4 * largest * 27 * 0x1p-24);
  }

  private static RawInput known(IntToDoubleFunction factors, IntToDoubleFunction summands) {
    return new RawInput("Test", map(factors, summands), PIXELS);
  }

  @Test
  void aFactorFoldsIntoAPaddedConvolution() {
    assertEquals(
        List.of("CONV_2D"),
        operations(
            convolution(1, Padding.SAME), known(c -> 1 / 255.0, InputNormalizationTest::zero)));
    assertEquals(
        List.of("CONV_2D"),
        operations(
            convolution(2, Padding.SAME),
            known(InputNormalizationTest::deviations, InputNormalizationTest::zero)));
  }

  @Test
  void everythingFoldsWhereNothingIsPadded() {
    assertEquals(
        List.of("CONV_2D"),
        operations(
            convolution(1, Padding.VALID),
            known(InputNormalizationTest::deviations, InputNormalizationTest::means)));
  }

  @Test
  void oneSummandFramesTheImageInPlaceOfPadding() {
    RawInput symmetric = known(c -> 2 / 255.0, c -> -1);
    assertEquals(List.of("PADV2", "CONV_2D"), operations(convolution(1, Padding.SAME), symmetric));
    assertEquals(List.of("PADV2", "CONV_2D"), operations(convolution(2, Padding.SAME), symmetric));
    Pad pad = new Pad(List.of(0, 1, 1, 0), List.of(0, 1, 1, 0));
    Conv2d valid = new Conv2d(Window.of(2, 2, Padding.VALID), Activation.NONE);
    Graph explicit = convolution(valid, Shape.of(4, 3, 3, CHANNELS), Optional.of(pad));
    assertEquals(List.of("PADV2", "CONV_2D"), operations(explicit, symmetric));
    DepthwiseConv2d depthwise = new DepthwiseConv2d(Window.of(1, 1, Padding.SAME), Activation.NONE);
    Graph channels = convolution(depthwise, Shape.of(1, 3, 3, CHANNELS), Optional.empty());
    assertEquals(List.of("PADV2", "DEPTHWISE_CONV_2D"), operations(channels, symmetric));
  }

  @Test
  void summandsOfChannelsStayInFrontOfPadding() {
    assertEquals(
        List.of("ADD", "CONV_2D"),
        operations(
            convolution(1, Padding.SAME),
            known(InputNormalizationTest::one, InputNormalizationTest::means)));
    assertEquals(
        List.of("DEPTHWISE_CONV_2D", "CONV_2D"),
        operations(
            convolution(1, Padding.SAME),
            known(InputNormalizationTest::deviations, InputNormalizationTest::means)));
  }

  @Test
  void differentFactorsStayApartFromTrainedWeights() {
    Graph graph = convolution(1, Padding.VALID);
    TrainedWeights weights = new TrainedWeights(8, TrainedWeights.Granularity.PER_CHANNEL);
    Graph trained = graph.edit().put(graph.tensor("w").withTrained(weights)).build();
    assertEquals(
        List.of("DEPTHWISE_CONV_2D", "CONV_2D"),
        operations(
            trained, known(InputNormalizationTest::deviations, InputNormalizationTest::means)));
    assertEquals(
        List.of("CONV_2D"),
        operations(trained, known(channel -> 1 / 255.0, InputNormalizationTest::zero)));
  }

  @Test
  void factorsOfRawValuesOfAnySizeStay() {
    RawInput unknown =
        new RawInput(
            "Test",
            map(InputNormalizationTest::deviations, InputNormalizationTest::means),
            Optional.empty());
    assertEquals(
        List.of("MUL", "ADD", "CONV_2D"), operations(convolution(1, Padding.VALID), unknown));
  }

  @Test
  void elementsOfTheirOwnStay() {
    double[] factors = new double[IMAGE.elements()];
    Arrays.setAll(factors, i -> 1 / (100.0 + i));
    RawInput raw = new RawInput("Test", new AffineMap(factors, factors), PIXELS);
    assertEquals(List.of("MUL", "ADD", "CONV_2D"), operations(convolution(1, Padding.VALID), raw));
  }

  @Test
  void nothingIsAddedForWhatChangesNothing() {
    assertEquals(
        List.of("CONV_2D"),
        operations(
            convolution(1, Padding.SAME),
            known(InputNormalizationTest::one, InputNormalizationTest::zero)));
  }

  @Test
  void anInputWithoutALinearReaderKeepsMulAndAdd() {
    GraphBuilder graph = Graph.builder();
    Tensor input = graph.input("image", Tensor.ofFloat("in", IMAGE));
    graph.output("out", graph.node("logistic", new Logistic(), List.of(input), "out"));
    assertEquals(
        List.of("MUL", "ADD", "LOGISTIC"),
        operations(graph.build(), known(c -> 2 / 255.0, c -> -1)));
  }

  @Test
  void theRawInputTakesTheKnownRange() {
    Graph result =
        InputNormalization.inFront(
            convolution(1, Padding.SAME),
            "image",
            known(c -> 1 / 255.0, InputNormalizationTest::zero));
    assertEquals(Optional.of(new TrainedRange(0, 255)), result.inputTensors().get(0).trained());
  }

  @Test
  void factorsFarApartStayForTheSakeOfTheWeights() {
    RawInput raw = known(c -> c == 0 ? 1 : 0.2, InputNormalizationTest::zero);
    assertEquals(List.of("MUL", "CONV_2D"), operations(convolution(1, Padding.VALID), raw));
    assertEquals(
        List.of("CONV_2D"),
        operations(
            convolution(1, Padding.VALID),
            known(c -> c == 0 ? 1 : 0.25, InputNormalizationTest::zero)));
  }

  @Test
  void aTrainedRangeStaysWhereNormalizedValuesAreComputed() {
    Optional<TrainedQuantization> trained = Optional.of(new TrainedRange(-2, 2));
    Graph graph = convolution(1, Padding.VALID);
    Graph annotated = graph.edit().put(graph.tensor("in").withTrained(trained)).build();
    RawInput raw =
        new RawInput(
            "Test",
            map(InputNormalizationTest::deviations, InputNormalizationTest::means),
            Optional.empty());
    Graph result = InputNormalization.inFront(annotated, "image", raw);
    assertEquals(trained, result.tensor(result.nodes().get(1).output()).trained());
  }

  @Test
  void aTrainedRangeMovesToTheRawInput() {
    Graph graph = convolution(1, Padding.SAME);
    Graph trained =
        graph.edit().put(graph.tensor("in").withTrained(new TrainedRange(-1, 0.5f))).build();
    RawInput raw = new RawInput("Test", map(c -> 0.5, c -> -1), Optional.empty());
    Graph result = InputNormalization.inFront(trained, "image", raw);
    assertEquals(Optional.of(new TrainedRange(0, 3)), result.inputTensors().get(0).trained());
    assertEquals(List.of("PADV2", "CONV_2D"), operations(trained, raw));
  }

  @Test
  void refusesAMapOfAnotherSize() {
    RawInput raw = new RawInput("Test", new AffineMap(new double[] {1}, new double[] {0}), PIXELS);
    Graph graph = convolution(1, Padding.SAME);
    assertThrows(
        IllegalArgumentException.class, () -> InputNormalization.inFront(graph, "image", raw));
  }
}
