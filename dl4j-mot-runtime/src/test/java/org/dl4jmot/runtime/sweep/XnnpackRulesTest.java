package org.dl4jmot.runtime.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dl4jmot.litert.Delegation;
import org.dl4jmot.litert.LiteRtException;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.runtime.delegate.DelegateVerdict;
import org.dl4jmot.runtime.delegate.Delegates;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.op.Abs;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.Dequantize;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.L2Normalization;
import org.dl4jmot.runtime.op.Log;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.testing.RandomForms.Form;
import org.dl4jmot.runtime.testing.Reference;
import org.dl4jmot.runtime.tflite.FileMetadata;
import org.dl4jmot.runtime.tflite.TfliteReader;
import org.dl4jmot.runtime.tflite.TfliteWriter;
import org.dl4jmot.testkit.GoldenFiles;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * XNNPACK in LiteRT takes and leaves the nodes that its table says, in as many pieces. {@code
 * -Ddl4jmot.delegates.cases=N} draws N graphs per operation and form.
 */
class XnnpackRulesTest {
  private static final int CASES = Integer.getInteger("dl4jmot.delegates.cases", 25);

  /** Neighbouring seeds begin alike in java.util.Random: this spreads them. */
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  @TestFactory
  Stream<DynamicTest> takesTheSingleNodesItsTableSays() {
    return SweepCoverageTest.FAMILIES.stream()
        .flatMap(family -> family.entrySet().stream())
        .map(cases -> DynamicTest.dynamicTest(cases.getKey(), () -> sweep(cases)));
  }

  private static void sweep(Map.Entry<String, Function<Draw, Graph>> cases) {
    for (int seed = 1; seed <= CASES; seed++) {
      Graph graph = cases.getValue().apply(new Draw(seed * SPREAD + cases.getKey().hashCode()));
      compare(graph, file(graph), cases.getKey() + ", seed " + seed);
    }
  }

  @TestFactory
  Stream<DynamicTest> dividesRandomGraphsAsItsTableSays() {
    return Stream.of(Form.values())
        .map(
            form ->
                DynamicTest.dynamicTest(
                    form.name(),
                    () -> {
                      for (int seed = 1; seed <= CASES; seed++) {
                        Graph graph = form.graph(seed * SPREAD);
                        compare(graph, file(graph), form + ", seed " + seed);
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> dividesGooglesFilesAsItsTableSays() {
    return GoldenFiles.MODELS.stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      ByteBuffer file = ByteBuffer.wrap(GoldenFiles.bytes(name));
                      compare(TfliteReader.read(file).graph(), file, name);
                    }));
  }

  @Test
  void refusesTheFilesItsTableSays() {
    for (float factor : new float[] {200, 250, 260, 1000}) {
      Graph graph = scaledUp(factor);
      assertEquals(factor >= 256, !Delegates.xnnpack().judge(graph).failures().isEmpty());
      compare(graph, file(graph), "factor " + factor);
    }
  }

  @Test
  void takesFloat16WeightsAndTheirBiasTogether() {
    for (boolean both : new boolean[] {true, false}) {
      Graph graph = halfPrecision(both);
      DelegateVerdict verdict = Delegates.xnnpack().judge(graph);
      assertEquals(both, verdict.isWhole(), verdict::summary);
      compare(graph, file(graph), both ? "weights and bias" : "weights alone");
    }
  }

  /** A dense layer whose weights, and perhaps bias, are stored as float16. */
  private static Graph halfPrecision(boolean bias) {
    GraphBuilder builder = Graph.builder();
    Tensor input = builder.input(Tensor.ofFloat("input", Shape.of(1, 4)));
    Tensor weights = half(builder, "weights", Shape.of(2, 4));
    Tensor biases =
        bias
            ? half(builder, "bias", Shape.of(2))
            : builder.add(Tensor.constant("bias", Shape.of(2), ConstantData.of(0f, 1f)));
    Op dense = FullyConnected.of(Activation.NONE);
    builder.output(
        "output", builder.node("dense", dense, List.of(input, weights, biases), "output"));
    return builder.build();
  }

  @Test
  void leavesFloat16ConvolutionsWithoutBias() {
    GraphBuilder builder = Graph.builder();
    Tensor input = builder.input(Tensor.ofFloat("input", Shape.of(1, 4, 4, 2)));
    Tensor filter = half(builder, "filter", Shape.of(1, 2, 2, 2));
    Op depthwise = new DepthwiseConv2d(Window.of(1, 1, Padding.SAME), Activation.NONE);
    builder.output("out", builder.node("layer", depthwise, List.of(input, filter), "out"));
    Graph graph = builder.build();
    assertEquals(0, Delegates.xnnpack().judge(graph).delegated());
    compare(graph, file(graph), "depthwise without bias");
  }

  private static Tensor half(GraphBuilder builder, String name, Shape shape) {
    ByteBuffer zeros = ByteBuffer.allocate(DataType.FLOAT16.bytes() * shape.elements());
    Tensor stored =
        builder.add(
            Tensor.constant(name + "/half", shape, ConstantData.wrap(DataType.FLOAT16, zeros)));
    return builder.node("dense", new Dequantize(), List.of(stored), name);
  }

  @Test
  void takesConcatenationsOfFewInputs() {
    for (int inputs : new int[] {2, 5, 6}) {
      OneOp op = new OneOp();
      IntStream.range(0, inputs).forEach(i -> op.input(Shape.of(1, 3)));
      Graph graph = op.floats(new Concatenation(1, Activation.NONE));
      compare(graph, file(graph), inputs + " inputs");
    }
  }

  @Test
  void countsTheDetoursOfBranches() {
    GraphBuilder builder = Graph.builder();
    Tensor input = builder.input(Tensor.ofFloat("input", Shape.of(2, 4)));
    Tensor left = builder.node("a", new Relu(), List.of(input), "left");
    Tensor log = builder.node("b", new Log(), List.of(left), "log");
    Tensor right = builder.node("c", new Tanh(), List.of(input), "right");
    Tensor norm = builder.node("d", new L2Normalization(), List.of(right), "norm");
    Tensor sum = builder.node("e", new Add(Activation.NONE), List.of(log, norm), "sum");
    builder.output("sum", builder.node("f", new Abs(), List.of(sum), "result"));
    Graph graph = builder.build();
    DelegateVerdict verdict = Delegates.xnnpack().judge(graph);
    assertEquals("XNNPACK: 4 of 6 nodes in 2 pieces", verdict.summary());
    assertEquals(2, verdict.handovers());
    assertEquals("log", verdict.firstLeft().orElseThrow().node());
    compare(graph, file(graph), "branches");
  }

  /** A dense layer of ones whose integer sums are multiplied by a factor. */
  private static Graph scaledUp(float factor) {
    return new OneOp()
        .input(DataType.INT8, Shape.of(1, 4), QuantizationParameters.perTensor(factor, 0))
        .constant(
            Shape.of(2, 4),
            ConstantData.of(new byte[] {1, 1, 1, 1, 1, 1, 1, 1}),
            QuantizationParameters.perTensor(1, 0))
        .quantized(
            FullyConnected.of(Activation.NONE),
            DataType.INT8,
            QuantizationParameters.perTensor(1, 0));
  }

  private static ByteBuffer file(Graph graph) {
    return TfliteWriter.toBytes(graph, FileMetadata.none());
  }

  static void compare(Graph graph, ByteBuffer file, String message) {
    Reference.require();
    DelegateVerdict said = Delegates.xnnpack().judge(graph);
    if (!said.failures().isEmpty()) {
      LiteRtOptions options = LiteRtOptions.xnnpack();
      assertThrows(LiteRtException.class, () -> LiteRtModel.open(file, options), message);
      return;
    }
    try (LiteRtModel model = LiteRtModel.open(file, LiteRtOptions.xnnpack())) {
      Delegation done = model.delegation();
      List<Integer> left =
          IntStream.range(0, said.nodes().size())
              .filter(node -> !said.nodes().get(node).isDelegated())
              .boxed()
              .toList();
      String all = message + ": " + said.reasons().keySet() + "\n" + graph + graph.tensors();
      assertEquals(done.builtIn().stream().sorted().toList(), left, all);
      assertEquals(done.partitions(), said.partitions(), all);
    }
  }
}
