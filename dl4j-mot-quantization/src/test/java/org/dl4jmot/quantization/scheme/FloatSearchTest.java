package org.dl4jmot.quantization.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dl4jmot.core.export.StageInput;
import org.dl4jmot.core.export.StageResult;
import org.dl4jmot.quantization.calibrate.CalibrationData;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.quantization.testing.GoldenNetwork;
import org.dl4jmot.quantization.testing.GraphSketch;
import org.dl4jmot.quantization.testing.Models;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers left in float because they hurt. */
class FloatSearchTest {
  private static final int SIZE = 4;
  private final GraphSketch sketch = new GraphSketch(17);

  /**
   * before -> spread -> gather -> after. The last channel of spread is 100,000 times the others,
   * and gather ignores it: 8 bits for all of them leave the others nothing.
   */
  private StageInput harmful() {
    Tensor input = sketch.input("in", 1, SIZE, SIZE, 2);
    Tensor before = sketch.conv("before", input, 3, 3, Activation.RELU);
    float[] spreading = sketch.gaussian(4 * 3, 0.5f);
    for (int i = 9; i < 12; i++) {
      spreading[i] = 5e4f;
    }
    Tensor spread =
        sketch.conv(
            "spread", before, Shape.of(4, 1, 1, 3), spreading, new float[4], Activation.NONE);
    float[] gathering = sketch.gaussian(3 * 4, 0.5f);
    for (int i = 3; i < 12; i += 4) {
      gathering[i] = 0;
    }
    Tensor gather =
        sketch.conv(
            "gather", spread, Shape.of(3, 1, 1, 4), gathering, new float[3], Activation.NONE);
    return GraphSketch.stageInput(
        sketch.build(sketch.conv("after", gather, 2, 3, Activation.NONE)));
  }

  private static FullInteger form() {
    INDArray batch = Nd4j.rand(Nd4j.getRandomFactory().getNewRandomInstance(5), 100, SIZE, SIZE, 2);
    return FullInteger.calibratedBy(List.of(batch)).withBorder(Border.INT8);
  }

  private static Set<String> floatLayers(Graph graph) {
    Set<String> layers = new TreeSet<>();
    for (Node node : graph.nodes()) {
      if (graph.tensor(node.output()).type() == DataType.FLOAT32) {
        layers.addAll(node.layers());
      }
    }
    return layers;
  }

  @Test
  void onlyTheLayersOnBothSidesOfTheHarmfulTensorStayFloat() {
    StageInput network = harmful();
    StageResult plain = form().apply(network);
    StageResult result = form().withSqnrAtLeast(25).apply(network);
    assertEquals(Set.of(), floatLayers(plain.graph()));
    assertEquals(Set.of("gather", "spread"), floatLayers(result.graph()));
  }

  @Test
  void reportSaysWhatStaysFloatAndWhy() {
    StageResult result = form().withSqnrAtLeast(25).apply(harmful());
    String recipe = result.recipe().get("sqnr");
    assertTrue(recipe.matches("[0-9.]+ dB .*, -?[0-9.]+ dB .* asked for 25.0; left in float: .*"));
    assertTrue(recipe.contains("spread") && recipe.contains("gather"), recipe);
    assertTrue(
        result.warnings().stream()
            .anyMatch(
                line ->
                    line.contains("layers spread")
                        && line.matches(".*quantized alone it leaves -?[0-9.]+ dB.*")),
        result.warnings().toString());
  }

  @Test
  void boundHoldsOnTheMeasuredSamples() {
    StageInput network = harmful();
    StageResult result = form().withSqnrAtLeast(25).apply(network);
    OutputNoise noise = new OutputNoise(network.graph(), result.samples().subList(0, 64));
    assertTrue(noise.decibels(result.graph()) >= 25);
    assertTrue(noise.decibels(form().apply(network).graph()) < 25);
    Models.assertSameInLiteRt("mixed", result.graph(), result.samples().subList(0, 4));
  }

  @Test
  void sameChoiceEveryTime() {
    StageInput network = harmful();
    FullInteger form = form().withSqnrAtLeast(45);
    assertEquals(form.apply(network).recipe(), form.apply(network).recipe());
  }

  @Test
  void networkThatReachesTheBoundStaysWhole() {
    CalibrationData data = CalibrationData.of(GoldenNetwork.batches().subList(0, 100));
    StageResult result =
        FullInteger.calibratedBy(data)
            .withSqnrAtLeast(20)
            .apply(new GoldenNetwork("A").floatInput());
    assertTrue(result.recipe().get("sqnr").endsWith("left in float: none"));
    assertEquals(List.of(), result.warnings());
  }

  @Test
  void boundThatNoQuantizationReachesLeavesAllInFloat() {
    StageInput network = harmful();
    StageResult result = form().withSqnrAtLeast(1000).apply(network);
    assertEquals(Set.of("after", "before", "gather", "spread"), floatLayers(result.graph()));
    assertFalse(result.graph().nodes().stream().anyMatch(n -> n.op().type().equals("QUANTIZE")));
  }

  @Test
  void unusableBoundsAreRefusedAtOnce() {
    FullInteger form = form();
    for (double bound : new double[] {0, -3, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> form.withSqnrAtLeast(bound));
    }
    FullInteger trained = FullInteger.fromTrainedRanges();
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> trained.withSqnrAtLeast(30));
    assertTrue(error.getMessage().contains("calibratedBy(data)"), error.getMessage());
  }
}
