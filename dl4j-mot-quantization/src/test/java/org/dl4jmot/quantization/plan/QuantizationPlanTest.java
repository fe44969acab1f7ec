package org.dl4jmot.quantization.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jmot.quantization.testing.GraphSketch;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.PadV2;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Origin;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tensor.TrainedRange;
import org.dl4jmot.runtime.tensor.TrainedWeights;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import org.junit.jupiter.api.Test;

class QuantizationPlanTest {
  private static final ActivationRange RANGE = new ActivationRange(0, 255);
  private final GraphSketch sketch = new GraphSketch(1);
  private final Tensor input = sketch.input("in", 1, 4, 4, 2);

  @Test
  void saysOfEveryTensorWhereItsParametersComeFrom() {
    Tensor conv =
        sketch.replace(
            sketch
                .conv("conv", input, 2, 1, Activation.RELU)
                .withTrained(new TrainedRange(0, 2.55f)));
    Tensor pooled =
        sketch.op(
            "pool", new MaxPool2d(2, 2, Window.of(2, 2, Padding.VALID), Activation.NONE), conv);
    Tensor logits = sketch.dense("dense", pooled, 3, Activation.NONE);
    Graph graph = sketch.build(sketch.op("softmax", Softmax.standard(), logits));
    QuantizationPlan plan = plan(graph, Map.of("in", RANGE, "conv", RANGE, "dense", RANGE));

    assertEquals(ParameterSource.CALIBRATED, plan.activation("in").get().source());
    assertEquals(ParameterSource.TRAINED, plan.activation("conv").get().source());
    assertEquals(0.01f, plan.activation("conv").get().parameters().scale(), 1e-9f);
    assertEquals(ParameterSource.SHARED, plan.activation("pool").get().source());
    assertEquals(Optional.of("conv"), plan.activation("pool").get().sharedWith());
    assertEquals(ParameterSource.PRESCRIBED, plan.activation("softmax").get().source());
    assertEquals(ParameterSource.VALUES, plan.constant("conv", 1).get().source());
    assertEquals(ParameterSource.PRODUCT, plan.constant("conv", 2).get().source());
    assertEquals(DataType.INT32, plan.constant("conv", 2).get().type());
    assertEquals(9, plan.tensors().size());
    assertTrue(
        plan.toString().contains("pool INT8 scale 0.01, zero point -128 (shared with conv)"),
        plan.toString());
  }

  @Test
  void missingRangesAreListedAllAtOnce() {
    Tensor conv =
        sketch.replace(
            sketch
                .conv("conv", input, 2, 1, Activation.RELU)
                .withOrigin(new Origin("layer1", Origin.Role.OUTPUT)));
    Graph graph = sketch.build(sketch.dense("dense", conv, 3, Activation.NONE));
    MissingRangesException error =
        assertThrows(MissingRangesException.class, () -> plan(graph, Map.of("in", RANGE)));
    assertTrue(
        error.getMessage().contains("2 tensors: 'conv' (layer 'layer1'), 'dense'"),
        error.getMessage());
  }

  @Test
  void rangesTrainedBehindAConcatenationAreUnited() {
    Tensor a = trained(sketch.conv("a", input, 2, 1, Activation.NONE), -1, 1);
    Tensor b = trained(sketch.conv("b", input, 2, 1, Activation.NONE), 0, 3);
    Graph graph = sketch.build(sketch.op("all", new Concatenation(3, Activation.NONE), a, b));
    QuantizationPlan plan = plan(graph, Map.of("in", RANGE));

    assertEquals(new ActivationRange(-1, 3).parameters(), plan.activation("b").get().parameters());
    assertEquals(ParameterSource.TRAINED, plan.activation("all").get().source());
  }

  @Test
  void weightsKeepTheGranularityTheyWereTrainedWith() {
    Tensor conv = sketch.conv("conv", input, 2, 1, Activation.NONE);
    Tensor dense = sketch.dense("dense", conv, 3, Activation.NONE);
    Graph graph = sketch.build(dense);
    sketch.replace(
        graph.tensor("conv/weight").withTrained(new TrainedWeights(4, Granularity.PER_TENSOR)));
    sketch.replace(
        graph.tensor("dense/weight").withTrained(new TrainedWeights(8, Granularity.PER_CHANNEL)));
    Graph trained = sketch.build();
    QuantizationPlan plan = plan(trained, Map.of("in", RANGE, "conv", RANGE, "dense", RANGE));

    assertEquals(1, plan.constant("conv", 1).get().parameters().scales().length);
    assertEquals(new IntegerRange(-7, 7), plan.constant("conv", 1).get().integers());
    assertEquals(3, plan.constant("dense", 1).get().parameters().scales().length);
  }

  @Test
  void biasBeyondThirtyTwoBitsRaisesTheScaleOfItsChannelOnly() {
    float[] bias = {1e6f, 1};
    Tensor conv =
        sketch.conv(
            "conv",
            input,
            Shape.of(2, 1, 1, 2),
            new float[] {1e-6f, 1e-6f, 1, 1},
            bias,
            Activation.NONE);
    Graph graph = sketch.build(conv);
    QuantizationPlan plan = plan(graph, Map.of("in", RANGE, "conv", RANGE));

    QuantizationParameters weights = plan.constant("conv", 1).get().parameters();
    assertEquals(1e6f / BiasQuantization.LARGEST, weights.scale(0), 1e-9f);
    assertEquals(1 / 127f, weights.scale(1));
    assertEquals(1, plan.notes().size());
    assertTrue(plan.notes().get(0).contains("'conv/weight'"), plan.notes().get(0));
    QuantizationParameters scales = plan.constant("conv", 2).get().parameters();
    int[] quantized = BiasQuantization.quantize(bias, scales);
    // One step of the bias of the raised channel is about a thousandth.
    assertEquals(1e6, (double) quantized[0] * scales.scale(0), 1e-1);
    assertTrue(Math.abs(quantized[0]) <= BiasQuantization.LARGEST, "" + quantized[0]);
  }

  @Test
  void constantSummandIsQuantizedByItsOwnValues() {
    Tensor constant = sketch.constant("c", Shape.of(2), -1, 4);
    Graph graph = sketch.build(sketch.op("sum", new Add(Activation.NONE), input, constant));
    QuantizationPlan plan = plan(graph, Map.of("in", RANGE, "sum", RANGE));

    assertEquals(
        new ActivationRange(-1, 4).parameters(), plan.constant("sum", 1).get().parameters());
  }

  @Test
  void sumThatCancelsKeepsAScaleThatLiteRtCanAddIn() {
    Tensor middle = sketch.constant("middle", Shape.of(), 0.5f);
    Tensor gate = sketch.op("gate", new Add(Activation.NONE), input, middle);
    Tensor pooled =
        sketch.op(
            "pool", new MaxPool2d(2, 2, Window.of(2, 2, Padding.VALID), Activation.NONE), gate);
    ActivationRange tiny = new ActivationRange(0, 1e-9f);
    QuantizationPlan plan =
        plan(sketch.build(pooled), Map.of("in", new ActivationRange(-0.5f, 0), "gate", tiny));

    QuantizationParameters coarser = QuantizationParameters.perTensor(0.5f / 255 / (1 << 18), -128);
    assertEquals(coarser, plan.activation("gate").get().parameters());
    assertEquals(coarser, plan.activation("pool").get().parameters());
    assertEquals(1, plan.notes().size());
    assertTrue(plan.notes().get(0).contains("'gate'"), plan.notes().get(0));
  }

  /** LiteRT's SUB shifts by a negative count there, and is a step off. */
  @Test
  void differenceOfEqualsKeepsAScaleThatLiteRtCanSubtractIn() {
    ActivationRange wide = new ActivationRange(0, 1e6f);
    Tensor left = sketch.conv("left", input, 2, 1, Activation.NONE);
    Tensor right = sketch.conv("right", input, 2, 1, Activation.NONE);
    Graph graph = sketch.build(sketch.op("none", new Sub(Activation.NONE), left, right));
    ActivationRange zero = new ActivationRange(0, 0);
    QuantizationPlan plan =
        plan(graph, Map.of("in", RANGE, "left", wide, "right", wide, "none", zero));

    assertEquals(
        wide.parameters().scale() / (1 << 18), plan.activation("none").get().parameters().scale());
  }

  @Test
  void paddingValueWidensTheRangeUnlessItIsTheLowestFloat() {
    Tensor conv = sketch.conv("conv", input, 2, 1, Activation.NONE);
    Tensor lowest = sketch.constant("lowest", Shape.of(), -Float.MAX_VALUE);
    Tensor nine = sketch.constant("nine", Shape.of(), 9);
    PadV2 pad = new PadV2(List.of(0, 1, 0, 0), List.of(0, 0, 0, 0));
    Tensor padded = sketch.op("padded", pad, sketch.op("again", pad, conv, lowest), nine);
    ActivationRange narrow = new ActivationRange(-1, 1);
    QuantizationPlan plan = plan(sketch.build(padded), Map.of("in", RANGE, "conv", narrow));

    QuantizationParameters shared = new ActivationRange(-1, 9).parameters();
    assertEquals(shared, plan.activation("conv").get().parameters());
    assertEquals(shared, plan.constant("padded", 1).get().parameters());
    assertEquals(shared, plan.constant("again", 1).get().parameters());
  }

  @Test
  void everyConstantThatIsNoNumberIsListed() {
    float[] broken = {1, Float.NaN};
    Tensor conv =
        sketch.conv(
            "conv",
            input,
            Shape.of(1, 1, 1, 2),
            broken,
            new float[] {Float.POSITIVE_INFINITY},
            Activation.NONE);
    Graph graph = sketch.build(conv);
    UnquantizableGraphException error =
        assertThrows(
            UnquantizableGraphException.class,
            () -> plan(graph, Map.of("in", RANGE, "conv", RANGE)));
    assertTrue(error.getMessage().contains("'conv/weight' holds NaN"), error.getMessage());
    assertTrue(error.getMessage().contains("'conv/bias' holds Infinity"), error.getMessage());
  }

  @Test
  void biasIsRoundedHalfAwayFromZero() {
    assertArrayEquals(
        new int[] {3, -3, 2},
        BiasQuantization.quantize(
            new float[] {2.5f, -2.5f, 2.4f}, QuantizationParameters.perTensor(1, 0)));
  }

  private Tensor trained(Tensor tensor, float min, float max) {
    return sketch.replace(tensor.withTrained(new TrainedRange(min, max)));
  }

  private static QuantizationPlan plan(Graph graph, Map<String, ActivationRange> calibrated) {
    return QuantizationPlan.of(
        graph, QuantizationTargets.of(graph, PlanSettings.defaults()), calibrated);
  }
}
