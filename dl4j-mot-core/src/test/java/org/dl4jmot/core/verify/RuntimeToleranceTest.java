package org.dl4jmot.core.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.op.Abs;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Greater;
import org.dl4jmot.runtime.op.Quantize;
import org.dl4jmot.runtime.op.ReverseV2;
import org.dl4jmot.runtime.op.SelectV2;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;

class RuntimeToleranceTest {
  private static final Shape ROW = Shape.of(1, 4);
  private static final float THRESHOLD = 0.5f;

  private final GraphBuilder builder = Graph.builder();
  private final Tensor input = builder.input(Tensor.ofFloat("in", ROW));

  private Tensor dense(Activation activation) {
    Tensor weights =
        builder.add(Tensor.constant("w", Shape.of(4, 4), ConstantData.of(new float[16])));
    return builder.node("dense", FullyConnected.of(activation), List.of(input, weights), "dense");
  }

  private void thresholded(Tensor value) {
    Tensor theta = builder.add(Tensor.constant("t", Shape.of(), ConstantData.of(THRESHOLD)));
    Tensor zero = builder.add(Tensor.constant("z", Shape.of(), ConstantData.of(0f)));
    Tensor above = Tensor.computed("above", DataType.BOOL, ROW);
    builder.node(List.of("act"), new Greater(), List.of(value, theta), above);
    builder.output("out", builder.node("act", new SelectV2(), List.of(above, value, zero), "out"));
  }

  private Map<String, Double> tolerances() {
    return RuntimeTolerance.of(
        builder.build(), Map.of("in", 1.0, "dense", 1.0, "out", 1.0), Map.of());
  }

  @Test
  void aValueAtTheThresholdMayFallOnEitherSide() {
    thresholded(dense(Activation.NONE));
    Map<String, Double> tolerances = tolerances();
    assertTrue(tolerances.get("dense") < 1e-5, tolerances::toString);
    assertEquals(THRESHOLD, tolerances.get("out"), 1e-4);
  }

  @Test
  void whatBothRuntimesAreFedIsComparedAlike() {
    thresholded(input);
    assertEquals(0, tolerances().get("out"));
  }

  @Test
  void whatMovesQuantizedResultsMayBeAStepOffAsTheyAre() {
    double step = 1 / 128.0;
    QuantizationParameters parameters = QuantizationParameters.perTensor((float) step, 0);
    Tensor quantized =
        Tensor.computed("quantized", DataType.INT8, ROW).withQuantization(parameters);
    builder.node(List.of("q"), new Quantize(), List.of(dense(Activation.NONE)), quantized);
    Tensor moved = Tensor.computed("out", DataType.INT8, ROW).withQuantization(parameters);
    builder.node(List.of("m"), new ReverseV2(1), List.of(quantized), moved);
    builder.output("out", moved);

    Map<String, Double> tolerances =
        RuntimeTolerance.of(
            builder.build(),
            Map.of("in", 1.0, "dense", 1.0, "quantized", 1.0, "out", 1.0),
            Map.of());

    assertTrue(tolerances.get("out") >= step, tolerances::toString);
    assertTrue(tolerances.get("out") < 3 * step, tolerances::toString);
  }

  @Test
  void aFusedClampDoesNotCutRoundings() {
    Tensor weights =
        builder.add(Tensor.constant("w", Shape.of(1, 4), ConstantData.of(100f, 100f, 100f, 100f)));
    builder.output(
        "out",
        builder.node(
            "dense", FullyConnected.of(Activation.RELU_N1_TO_1), List.of(input, weights), "dense"));
    assertTrue(tolerances().get("dense") > 200 * 0x1p-24, "products are up to 100, their sum 200");
  }

  /** A dead unit's difference counts as its weights let it, not as 1 counts against next to 0. */
  @Test
  void whatADeadUnitFeedsGrowsByItsWeightsAtMost() {
    Tensor ones =
        builder.add(Tensor.constant("v", Shape.of(4, 4), ConstantData.of(filled(16, 1f))));
    Tensor dead =
        builder.node("dead", FullyConnected.of(Activation.RELU), List.of(input, ones), "dead");
    builder.output(
        "out", builder.node("o", FullyConnected.of(Activation.NONE), List.of(dead, ones), "out"));

    Map<String, Double> tolerances =
        RuntimeTolerance.of(
            builder.build(), Map.of("in", 1.0, "dead", 1e-30, "out", 1.0), Map.of());

    assertTrue(tolerances.get("dead") > 1e-7, tolerances::toString);
    assertTrue(tolerances.get("out") < 1e-4, tolerances::toString);
  }

  private static float[] filled(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void whatIsExplainedIsToleratedThereAndBehind() {
    builder.output("out", builder.node("abs", new Abs(), List.of(dense(Activation.NONE)), "out"));
    Map<String, Double> magnitudes = Map.of("in", 1.0, "dense", 1.0, "out", 1.0);
    Map<String, Double> tolerances =
        RuntimeTolerance.of(builder.build(), magnitudes, Map.of("dense", 0.25));
    assertEquals(0.25, tolerances.get("dense"));
    assertEquals(0.25, tolerances.get("out"));
  }
}
