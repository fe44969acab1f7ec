package org.dl4jmot.runtime.delegate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Elu;
import org.dl4jmot.runtime.op.L2Normalization;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Quantize;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tflite.TfliteReader;
import org.dl4jmot.testkit.GoldenFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** GPU and Edge TPU by their published rules: an example for each kind of rule, and whole files. */
class PublishedRulesTest {
  private static final QuantizationParameters SCALE = QuantizationParameters.perTensor(0.1f, 3);

  @ParameterizedTest
  @CsvSource({
    "A-float.tflite, GPU: all 8 nodes in 1 piece, Edge TPU: 0 of 8 nodes in 0 pieces",
    "A-float16.tflite, GPU: all 16 nodes in 1 piece, Edge TPU: 0 of 16 nodes in 0 pieces",
    "A-dynamic.tflite, GPU: all 8 nodes in 1 piece, Edge TPU: 0 of 8 nodes in 0 pieces",
    "A-int8.tflite, GPU: all 8 nodes in 1 piece, Edge TPU: all 8 nodes in 1 piece",
    "B-int8.tflite, GPU: all 12 nodes in 1 piece, Edge TPU: all 12 nodes in 1 piece",
    "B-16x8.tflite, GPU: 0 of 14 nodes in 0 pieces, Edge TPU: 0 of 14 nodes in 0 pieces",
  })
  void judgesGooglesFiles(String file, String gpu, String edgeTpu) {
    Graph graph = TfliteReader.read(ByteBuffer.wrap(GoldenFiles.bytes(file))).graph();
    assertEquals(gpu, Delegates.gpu().judge(graph).summary());
    assertEquals(edgeTpu, Delegates.edgeTpu().judge(graph).summary());
  }

  private record Case(Delegate delegate, Op op, List<Shape> inputs, DataType type, String reason) {}

  static Stream<Case> broken() {
    Delegate gpu = Delegates.gpu();
    Delegate tpu = Delegates.edgeTpu();
    Shape image = Shape.of(1, 6, 6, 5);
    MaxPool2d clamped = new MaxPool2d(2, 2, Window.of(2, 2, Padding.VALID), Activation.RELU);
    Op add = new Add(Activation.NONE);
    return Stream.of(
        new Case(gpu, new L2Normalization(), List.of(image), DataType.FLOAT32, "has no L2_NORM"),
        new Case(gpu, new Softmax(0.5f), List.of(Shape.of(1, 4)), DataType.FLOAT32, "beta 1"),
        new Case(
            gpu,
            new Slice(List.of(0, 0), List.of(1, 2)),
            List.of(Shape.of(1, 4)),
            DataType.FLOAT32,
            "3 or 4 axes"),
        new Case(gpu, new Relu(), List.of(Shape.of(1, 1, 1, 2, 2)), DataType.FLOAT32, "4 axes"),
        new Case(gpu, new Relu(), List.of(image), DataType.INT16, "float or 8-bit"),
        new Case(gpu, add, List.of(image, Shape.of(1, 5, 5).with(1, 6)), DataType.FLOAT32, ""),
        new Case(gpu, add, List.of(Shape.of(2, 6, 6, 5), Shape.of(6, 5)), DataType.FLOAT32, "axes"),
        new Case(tpu, new Relu(), List.of(image), DataType.FLOAT32, "8-bit"),
        new Case(tpu, new Relu(), List.of(Shape.of(2, 6, 6, 5)), DataType.INT8, "innermost"),
        new Case(tpu, new Elu(), List.of(image), DataType.INT8, "has no ELU"),
        new Case(tpu, clamped, List.of(image), DataType.INT8, "no fused activation"),
        new Case(tpu, new Mean(List.of(3), false), List.of(image), DataType.INT8, "multiple of 4"),
        new Case(tpu, new Mean(List.of(1, 2), false), List.of(image), DataType.INT8, ""),
        new Case(tpu, new Mean(List.of(0), true), List.of(image), DataType.INT8, "batch"),
        new Case(
            tpu,
            new Pad(List.of(1, 0, 0), List.of(0, 0, 0)),
            List.of(Shape.of(1, 3, 4)),
            DataType.INT8,
            "unpadded batch"),
        new Case(tpu, new Softmax(1), List.of(Shape.of(1, 16_001)), DataType.INT8, "16000"),
        new Case(tpu, new Softmax(1), List.of(Shape.of(3, 4)), DataType.INT8, "one axis"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void namesTheBrokenRule(Case example) {
    GraphBuilder builder = Graph.builder();
    List<Tensor> inputs =
        example.inputs().stream()
            .map(shape -> builder.input(tensor("in" + shape, example.type(), shape)))
            .toList();
    Shape result = example.op().outputShapes(example.inputs()).get(0);
    Tensor output = tensor("out", example.type(), result);
    builder.output("out", builder.node(List.of("layer"), example.op(), inputs, output));
    NodeVerdict verdict = example.delegate().judge(builder.build()).nodes().get(0);
    assertEquals(example.reason().isEmpty(), verdict.isDelegated(), verdict::reason);
    assertTrue(verdict.reason().contains(example.reason()), verdict::reason);
  }

  private static Tensor tensor(String name, DataType type, Shape shape) {
    Tensor tensor = Tensor.computed(name, type, shape);
    return type.isFloatingPoint() ? tensor : tensor.withQuantization(SCALE);
  }

  private static Graph chain(Op... ops) {
    GraphBuilder builder = Graph.builder();
    Tensor last = builder.input(Tensor.ofFloat("in", Shape.of(1, 8)));
    for (int i = 0; i < ops.length; i++) {
      Shape shape = ops[i].outputShapes(List.of(last.shape())).get(0);
      Tensor next = tensor("t" + i, DataType.INT8, shape);
      last = builder.node(List.of("layer" + i), ops[i], List.of(last), next);
    }
    builder.output("out", last);
    return builder.build();
  }

  @Test
  void theEdgeTpuMapsNothingBehindTheFirstRefusedNode() {
    Graph graph = chain(new Quantize(), new Relu(), new Tanh(), new Elu(), new Relu(), new Tanh());
    DelegateVerdict verdict = Delegates.edgeTpu().judge(graph);
    assertEquals("Edge TPU: 2 of 6 nodes in 1 piece", verdict.summary());
    assertEquals(
        List.of(false, true, true, false, false, false),
        verdict.nodes().stream().map(NodeVerdict::isDelegated).toList());
    assertTrue(verdict.nodes().get(4).reason().contains("behind the first node"));
  }

  @Test
  void theGpuRunsTheLargestPieceAlone() {
    Graph graph =
        chain(
            new Quantize(),
            new L2Normalization(),
            new Relu(),
            new Tanh(),
            new Reshape(Shape.of(8)));
    DelegateVerdict verdict = Delegates.gpu().judge(graph);
    assertEquals("GPU: 3 of 5 nodes in 1 piece", verdict.summary());
    assertEquals("runs the largest piece alone", verdict.nodes().get(0).reason());
    assertEquals(1, verdict.handovers());
  }
}
