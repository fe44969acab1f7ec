package org.dl4jmot.core.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dl4jmot.core.testing.Agreement;
import org.dl4jmot.core.testing.Runs;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.Origin;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tensor.TrainedRange;
import org.dl4jmot.runtime.tensor.TrainedWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoweringTest {
  private static final TrainedRange RANGE = new TrainedRange(-1, 3);

  private final GraphBuilder graph = Graph.builder();

  private Tensor image() {
    return graph.input(Tensor.ofFloat("in", Shape.of(1, 5, 5, 2)));
  }

  private Tensor constant(String name, float... values) {
    return graph.add(Tensor.constant(name, Shape.of(values.length), ConstantData.of(values)));
  }

  private Tensor convolution(String layer, Tensor input, Padding padding) {
    float[] values = new float[2 * 3 * 3 * 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i + 1);
    }
    Tensor weights =
        Tensor.constant(layer + "/weight", Shape.of(2, 3, 3, 2), ConstantData.of(values))
            .withOrigin(new Origin(layer, Origin.Role.WEIGHT))
            .withTrained(new TrainedWeights(8, TrainedWeights.Granularity.PER_CHANNEL));
    graph.add(weights);
    return node(layer, new Conv2d(Window.of(1, 1, padding), Activation.NONE), input, weights);
  }

  private Tensor node(String layer, Op op, Tensor... operands) {
    List<Tensor> inputs = List.of(operands);
    Shape shape = op.outputShapes(inputs.stream().map(Tensor::shape).toList()).get(0);
    Tensor result =
        Tensor.ofFloat(layer + "/output", shape).withOrigin(new Origin(layer, Origin.Role.OUTPUT));
    return graph.node(List.of(layer), op, inputs, result);
  }

  private Tensor normalization(String layer, Tensor input, float factor, float summand) {
    Tensor scaled =
        node(
            layer + "-scale",
            new Mul(Activation.NONE),
            input,
            constant(layer + "/scale", factor, 2 * factor));
    return node(
        layer, new Add(Activation.NONE), scaled, constant(layer + "/shift", summand, -summand));
  }

  private Graph lowered(Tensor output) {
    Graph built = graph.output("out", output).build();
    Graph lowered = Lowering.standard().apply(built);
    float[][] inputs = Runs.randomInputs(built, 1);
    float[] expected = Runs.run(built, inputs).get(built.outputs().get(0).tensor());
    float[] actual = Runs.run(lowered, inputs).get(lowered.outputs().get(0).tensor());
    Agreement.assertClose("lowered", expected, actual, 1e-4); // sums of 36 values of about 1
    return lowered;
  }

  @Test
  void convolutionNormalizationActivationBecomesOneNodeThatKeepsTheLastTensor() {
    Tensor conv = convolution("conv", image(), Padding.SAME);
    Tensor relu = node("relu", new Relu(), normalization("bn", conv, -2, 0.5f));
    graph.replace(relu.withTrained(RANGE));
    Graph lowered = lowered(graph.tensor(relu.name()));

    Node only = lowered.nodes().get(0);
    assertEquals(1, lowered.nodes().size());
    assertEquals(List.of("conv", "bn-scale", "bn", "relu"), only.layers());
    assertEquals(Optional.of(RANGE), lowered.tensor("relu/output").trained());
    assertEquals(
        Optional.of(new Origin("relu", Origin.Role.OUTPUT)),
        lowered.tensor("relu/output").origin());
    Tensor weights = lowered.tensor("conv/weight");
    assertEquals(Optional.of(new Origin("conv", Origin.Role.WEIGHT)), weights.origin());
    assertTrue(weights.trained().isPresent());
    assertEquals(
        Optional.of(new Origin("conv", Origin.Role.BIAS)), lowered.tensor("conv/bias").origin());
  }

  @ParameterizedTest
  @CsvSource({
    "VALID, 0.5, 1",
    // Zeros around the image have to stay zeros: the shift cannot move into the convolution.
    "SAME, 0.5, 2",
    "SAME, 0, 1"
  })
  void normalizationBehindAnActivationFoldsIntoTheNextConvolutionWherePaddingAllows(
      Padding padding, float shift, int nodes) {
    Tensor relu = node("relu", new Relu(), image());
    Tensor conv = convolution("conv", normalization("bn", relu, 2, shift), padding);
    Graph lowered = lowered(conv);
    assertEquals(nodes + 1, lowered.nodes().size(), lowered.toString());
  }

  @ParameterizedTest
  @CsvSource({"2, true", "-2, false"})
  void onlyPositiveFactorsPassMaxPooling(float factor, boolean folds) {
    Tensor relu = node("relu", new Relu(), image());
    Tensor scaled = node("scale", new Mul(Activation.NONE), relu, constant("factors", factor, 3));
    Tensor pooled =
        node("pool", new MaxPool2d(2, 2, Window.of(1, 1, Padding.VALID), Activation.NONE), scaled);
    Graph lowered = lowered(convolution("conv", pooled, Padding.SAME));
    assertEquals(folds, lowered.nodes(DepthwiseConv2d.class).isEmpty());
  }

  @Test
  void valuesThatChangeOnTheWayLoseTheirOrigin() {
    Tensor scaled = node("scale", new Mul(Activation.NONE), image(), constant("factors", 2, 3));
    Tensor pooled =
        node("pool", new MaxPool2d(2, 2, Window.of(1, 1, Padding.VALID), Activation.NONE), scaled);
    Graph lowered = lowered(convolution("conv", pooled, Padding.SAME));
    assertTrue(lowered.tensor("pool/output").origin().isEmpty());
    assertEquals(List.of("conv", "scale"), lowered.nodes().get(1).layers());
  }

  @Test
  void trainedRangeInTheWayKeepsANormalizationUnfolded() {
    Tensor relu = node("relu", new Relu(), image());
    Tensor normalized = normalization("bn", relu, 2, 0.5f);
    graph.replace(normalized.withTrained(RANGE));
    Tensor conv = convolution("conv", graph.tensor(normalized.name()), Padding.VALID);
    Graph lowered = lowered(conv);
    assertEquals(List.of("RELU", "DEPTHWISE_CONV_2D", "CONV_2D"), Agreement.operations(lowered));
    assertEquals(Optional.of(RANGE), lowered.tensor("bn/output").trained());
  }

  @Test
  void normalizationThatNothingTakesInBecomesADepthwiseConvolutionWithItsActivation() {
    Tensor normalized = normalization("bn", node("relu", new Relu(), image()), -2, 0.5f);
    Graph lowered = lowered(node("clamp", new Relu6(), normalized));
    assertEquals(List.of("RELU", "DEPTHWISE_CONV_2D"), Agreement.operations(lowered));
    assertEquals(List.of("bn-scale", "bn", "clamp"), lowered.nodes().get(1).layers());
  }

  @Test
  void normalizedFeaturesBecomeAnImageOfOneRow() {
    Tensor features = graph.input(Tensor.ofFloat("in", Shape.of(3, 2)));
    Tensor normalized = normalization("bn", node("relu", new Relu(), features), -2, 0.5f);
    graph.replace(normalized.withTrained(RANGE));
    Graph lowered = lowered(graph.tensor(normalized.name()));
    assertEquals(
        List.of("RELU", "RESHAPE", "DEPTHWISE_CONV_2D", "RESHAPE"), Agreement.operations(lowered));
    Tensor ranged = lowered.tensor(lowered.nodes(DepthwiseConv2d.class).get(0).output());
    assertEquals(Optional.of(RANGE), ranged.trained());
    assertEquals(Optional.of(new Origin("bn", Origin.Role.OUTPUT)), ranged.origin());
  }

  @Test
  void oneFactorForAllChannelsStaysAProduct() {
    Tensor scaled =
        node(
            "scale", new Mul(Activation.NONE), node("relu", new Relu(), image()), constant("f", 3));
    assertEquals(List.of("RELU", "MUL"), Agreement.operations(lowered(scaled)));
  }

  @Test
  void trainedRangeOfTheProductKeepsProductAndSum() {
    Tensor normalized = normalization("bn", node("relu", new Relu(), image()), 2, 0.5f);
    graph.replace(normalized.withTrained(RANGE));
    graph.replace(graph.tensor("bn-scale/output").withTrained(RANGE));
    Graph lowered = lowered(graph.tensor(normalized.name()));
    assertEquals(List.of("RELU", "MUL", "ADD"), Agreement.operations(lowered));
  }

  @Test
  void rangeBehindAnIdentityMovesInFrontOfIt() {
    Tensor relu = node("relu", new Relu(), image());
    Tensor dropout = node("dropout", new Identity(), relu);
    graph.replace(dropout.withTrained(RANGE));
    Graph lowered = lowered(graph.tensor(dropout.name()));
    assertEquals(Optional.of(RANGE), lowered.tensor("relu/output").trained());
  }

  @Test
  void losingATrainedRangeFailsNamingRuleAndTensor() {
    Tensor conv = convolution("conv", image(), Padding.SAME);
    graph.replace(conv.withTrained(RANGE));
    Tensor relu = node("relu", new Relu(), graph.tensor(conv.name()));
    Graph built = graph.output("out", relu).build();
    LoweringException e =
        assertThrows(LoweringException.class, () -> Lowering.standard().apply(built));
    assertTrue(e.getMessage().contains("fuse-activations"), e.getMessage());
    assertTrue(e.getMessage().contains("conv/output"), e.getMessage());
  }

  @Test
  void ruleThatChangesAPortFailsNamingItself() {
    Graph built = graph.output("out", node("relu", new Relu(), image())).build();
    Graph other = renamed(built);
    LoweringException e =
        assertThrows(
            LoweringException.class, () -> new Lowering(List.of(rule(g -> other))).apply(built));
    assertTrue(e.getMessage().contains("rule 'test' changed the ports"), e.getMessage());
  }

  private static Graph renamed(Graph graph) {
    GraphBuilder builder = Graph.builder();
    Tensor input = builder.input(graph.inputTensors().get(0));
    return builder.output("other", builder.node("relu", new Relu(), List.of(input), "r")).build();
  }

  @Test
  void rulesThatNeverEndAreStopped() {
    Graph built = graph.output("out", node("relu", new Relu(), image())).build();
    LoweringException e =
        assertThrows(
            LoweringException.class, () -> new Lowering(List.of(rule(g -> g))).apply(built));
    assertTrue(e.getMessage().contains("never come to an end"), e.getMessage());
  }

  @Test
  void failureInsideARuleNamesTheRule() {
    Graph built = graph.output("out", node("relu", new Relu(), image())).build();
    Rule broken = rule(g -> g.edit().remove(g.nodes().get(0)).build());
    LoweringException e =
        assertThrows(LoweringException.class, () -> new Lowering(List.of(broken)).apply(built));
    assertTrue(e.getMessage().contains("rule 'test' failed"), e.getMessage());
    assertTrue(e.getMessage().contains("relu/output"), e.getMessage());
  }

  private static Rule rule(Function<Graph, Graph> rewrite) {
    return new Rule() {
      @Override
      public String name() {
        return "test";
      }

      @Override
      public Optional<Graph> apply(Graph graph) {
        return Optional.of(rewrite.apply(graph));
      }
    };
  }
}
