package org.dl4jmot.examples.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jmot.onednn.OneDnn;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks that did not hold once, as files: a seed draws another network as soon as there is one
 * more kind of layer. Their samples still come from their seeds.
 */
class FormerFailuresTest {
  @BeforeAll
  static void networksAsPlainAsDeeplearning4jComputesThem() {
    OneDnn.disable();
  }

  static Stream<Arguments> networks() {
    return Stream.of(
        failure(
            697, "a channel of 234 between channels of 1.8 in LRN", nhwc(6, 7, 4), nhwc(9, 8, 2)),
        failure(6336, "a channel of 32 beside channels of 0.1 in LRN", nhwc(9, 9, 4)),
        failure(888, "LRN of unlike channels, and batch norms behind it", nhwc(9, 7, 2)),
        failure(5043, "LRN behind cubes, summed over the image", nchw(9, 8, 4)),
        failure(
            343,
            "a simple recurrent layer that multiplies roundings from step to step",
            InputType.recurrent(2, 7, RNNFormat.NWC),
            nhwc(8, 9, 4)),
        failure(1550, "GELU of a unit that never answers", nchw(6, 9, 1)));
  }

  private static Arguments failure(long seed, String what, InputType... inputs) {
    return Arguments.of(seed, what, inputs);
  }

  private static InputType nhwc(long height, long width, long channels) {
    return InputType.convolutional(height, width, channels, CNN2DFormat.NHWC);
  }

  private static InputType nchw(long height, long width, long channels) {
    return InputType.convolutional(height, width, channels, CNN2DFormat.NCHW);
  }

  @ParameterizedTest(name = "seed {0}: {1}")
  @MethodSource("networks")
  void holdsNow(long seed, String what, InputType... inputs) throws IOException {
    Outcome outcome = NetworkCheck.of(restored(seed, inputs));
    assertTrue(outcome.holds(), what + "\n" + outcome);
  }

  private static RandomNetwork restored(long seed, InputType... inputs) throws IOException {
    try (InputStream file = FormerFailuresTest.class.getResourceAsStream("seed-" + seed + ".zip")) {
      ComputationGraph network = ModelSerializer.restoreComputationGraph(file, false);
      List<Step> steps = steps(network.getConfiguration(), inputs);
      assertEquals(
          network.getConfiguration().getNetworkOutputs(),
          NetworkDrawing.leaves(steps).stream().map(Step::name).toList());
      return RandomNetwork.of(seed, network, steps);
    }
  }

  /** The steps in the order in which they were drawn, which their names number. */
  private static List<Step> steps(ComputationGraphConfiguration conf, InputType... inputs) {
    Map<String, InputType> types = conf.getLayerActivationTypes(inputs);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      steps.add(Step.input(conf.getNetworkInputs().get(i), inputs[i]));
    }
    conf.getVertices().entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> number(entry.getKey())))
        .forEach(
            entry -> {
              String name = entry.getKey();
              List<Step> read =
                  conf.getVertexInputs().get(name).stream()
                      .map(input -> Step.input(input, types.get(input)))
                      .toList();
              steps.add(step(name, entry.getValue(), read, types.get(name)));
            });
    return steps;
  }

  private static int number(String name) {
    return Integer.parseInt(name.replaceAll("\\D", ""));
  }

  private static Step step(String name, GraphVertex vertex, List<Step> read, InputType type) {
    return vertex instanceof LayerVertex layer
        ? Step.of(name, layer.getLayerConf().getLayer(), read.get(0), type)
        : Step.of(name, vertex, read, type);
  }
}
