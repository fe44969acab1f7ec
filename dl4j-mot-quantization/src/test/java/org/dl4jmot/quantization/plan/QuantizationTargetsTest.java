package org.dl4jmot.quantization.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.dl4jmot.quantization.plan.QuantizationTargets.Requantized;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.op.Abs;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.Div;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.op.Sqrt;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.Origin;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tensor.TrainedRange;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import org.junit.jupiter.api.Test;

class QuantizationTargetsTest {
  private final GraphBuilder builder = Graph.builder();
  private final Tensor input =
      builder.input(
          Tensor.ofFloat("in", Shape.of(1, 4, 4, 2))
              .withOrigin(new Origin("in", Origin.Role.INPUT)));

  @Test
  void classifierNeedsRangesOfInputFeaturesAndLogits() {
    Tensor conv = conv("conv", input);
    Tensor pooled = builder.node("pool", maxPool(), List.of(conv), "pooled");
    Tensor flat = builder.node("flat", new Reshape(Shape.of(1, 8)), List.of(pooled), "flat");
    Tensor logits = dense("dense", flat);
    Tensor output = builder.node("dense", Softmax.standard(), List.of(logits), "output");
    QuantizationTargets targets = targets(output);

    assertEquals(List.of("in", "conv", "dense"), ranged(targets));
    assertEquals(List.of("conv", "pooled", "flat"), targets.rangeOf("flat").orElseThrow().group());
    assertEquals(new Origin("in", Origin.Role.INPUT), targets.ranged().get(0).origin().get());
    assertEquals(Set.of("output"), targets.fixed().keySet());
    assertEquals(
        List.of(Granularity.PER_CHANNEL, Granularity.PER_TENSOR),
        targets.weights().stream().map(WeightTensor::granularity).toList());
    assertTrue(targets.floatNodes().isEmpty());
  }

  @Test
  void concatenationLeadsTheRangeOfItsInputs() {
    Tensor a = conv("a", input);
    Tensor b = builder.node("b", maxPool(), List.of(conv("b0", input)), "b");
    Tensor c = builder.node("c", maxPool(), List.of(a), "c");
    Tensor all = concat("all", b, c);
    QuantizationTargets targets = targets(all);

    assertEquals(List.of("in", "all"), ranged(targets));
    assertEquals(Set.of(), targets.requantized());
  }

  @Test
  void concatenationOfConcatenationIsOneGroup() {
    Tensor a = conv("a", input);
    Tensor b = conv("b", input);
    Tensor c = conv("c", input);
    Tensor all = concat("all", concat("ab", a, b), c);

    assertEquals(List.of("in", "all"), ranged(targets(all)));
  }

  @Test
  void stepsTowardsAFloatOperationOfTheSameLayerStayFloat() {
    Tensor conv = conv("conv", input);
    Tensor size = builder.node("act", new Abs(), List.of(conv), "size");
    Tensor sum = builder.node("act", new Add(Activation.NONE), List.of(size, size), "sum");
    Tensor quotient = builder.node("act", new Div(Activation.NONE), List.of(conv, sum), "quotient");

    assertEquals(Set.of("size", "sum", "quotient"), targets(quotient).floatNodes().keySet());
  }

  @Test
  void whatAFloatOperationOfAnotherLayerReadsIsQuantized() {
    Tensor size = builder.node("before", new Abs(), List.of(conv("conv", input)), "size");
    Tensor root = builder.node("act", new Sqrt(), List.of(size), "root");

    assertEquals(Set.of("root"), targets(root).floatNodes().keySet());
  }

  @Test
  void inputOfConcatenationWithAnotherReaderIsRequantized() {
    Tensor a = conv("a", input);
    Tensor b = conv("b", input);
    Tensor all = concat("all", a, b);
    Tensor alsoReadsA = builder.node("pool", maxPool(), List.of(a), "pooled");
    builder.output("second", alsoReadsA);
    QuantizationTargets targets = targets(all);

    assertEquals(List.of("in", "a", "all"), ranged(targets));
    assertEquals(Set.of(new Requantized("all", "a")), targets.requantized());
  }

  @Test
  void fixedAveragedAndFedInputsOfConcatenationAreRequantized() {
    Tensor probability = builder.node("p", new Logistic(), List.of(conv("a", input)), "p");
    Tensor averaged =
        builder.node(
            "avg",
            new AveragePool2d(1, 1, Window.of(1, 1, Padding.VALID), Activation.NONE),
            List.of(conv("b", input)),
            "avg");
    QuantizationTargets targets = targets(concat("all", probability, averaged, input));

    assertEquals(List.of("in", "a", "b", "all"), ranged(targets));
    assertEquals(
        Set.of(
            new Requantized("all", "p"),
            new Requantized("all", "avg"),
            new Requantized("all", "in")),
        targets.requantized());
  }

  @Test
  void rangesTrainedApartStayApart() {
    Tensor a = builder.replace(conv("a", input).withTrained(new TrainedRange(0, 1)));
    Tensor b = builder.replace(conv("b", input).withTrained(new TrainedRange(0, 2)));
    Tensor all = builder.replace(concat("all", a, b).withTrained(new TrainedRange(0, 2)));

    assertEquals(Set.of(new Requantized("all", "a")), targets(all).requantized());
  }

  @Test
  void layerKeptInFloatNeedsRangesAtItsBordersOnly() {
    Tensor a = conv("a", input);
    Tensor b = conv("b", a);
    Tensor c = conv("c", b);
    builder.output("out", c);
    QuantizationTargets targets =
        QuantizationTargets.of(
            builder.build(), PlanSettings.defaults().withFloatLayers(Set.of("b")));

    assertEquals(Set.of("b"), targets.floatNodes().keySet());
    assertEquals(List.of("in", "a", "b", "c"), ranged(targets));
    assertEquals(2, targets.weights().size());
  }

  @Test
  void computedWeightsKeepTheNodeInFloat() {
    Tensor weights = builder.input(Tensor.ofFloat("w", Shape.of(2, 1, 1, 2)));
    Tensor result =
        builder.node(
            "conv",
            new Conv2d(Window.of(1, 1, Padding.SAME), Activation.NONE),
            List.of(input, weights),
            "conv");
    QuantizationTargets targets = targets(result);

    assertEquals(Set.of("conv"), targets.floatNodes().keySet());
    assertEquals(List.of(), ranged(targets));
  }

  @Test
  void unknownFloatLayerIsRefused() {
    builder.output("out", conv("a", input));
    Graph graph = builder.build();
    PlanSettings settings = PlanSettings.defaults().withFloatLayers(Set.of("a", "typo"));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> QuantizationTargets.of(graph, settings));
    assertTrue(error.getMessage().contains("[typo]"), error.getMessage());
  }

  private static List<String> ranged(QuantizationTargets targets) {
    return targets.ranged().stream().map(RangedTensor::name).toList();
  }

  private QuantizationTargets targets(Tensor output) {
    builder.output("out", output);
    return QuantizationTargets.of(builder.build(), PlanSettings.defaults());
  }

  private Tensor conv(String name, Tensor from) {
    Tensor weights =
        builder.add(
            Tensor.constant(
                name + "/w", Shape.of(2, 1, 1, 2), ConstantData.of(new float[] {1, 2, 3, 4})));
    return builder.node(
        name,
        new Conv2d(Window.of(1, 1, Padding.SAME), Activation.RELU),
        List.of(from, weights),
        name);
  }

  private Tensor dense(String name, Tensor from) {
    Shape shape = Shape.of(3, from.shape().elements());
    Tensor weights =
        builder.add(
            Tensor.constant(name + "/w", shape, ConstantData.of(new float[shape.elements()])));
    return builder.node(name, FullyConnected.of(Activation.NONE), List.of(from, weights), name);
  }

  private static MaxPool2d maxPool() {
    return new MaxPool2d(2, 2, Window.of(2, 2, Padding.SAME), Activation.NONE);
  }

  private Tensor concat(String name, Tensor... parts) {
    return builder.node(name, new Concatenation(3, Activation.NONE), List.of(parts), name);
  }
}
