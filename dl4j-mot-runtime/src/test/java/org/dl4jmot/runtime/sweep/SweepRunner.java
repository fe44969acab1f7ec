package org.dl4jmot.runtime.sweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.testing.Reference;
import org.dl4jmot.runtime.tflite.FileMetadata;
import org.dl4jmot.runtime.tflite.TfliteReader;
import org.dl4jmot.runtime.tflite.TfliteWriter;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs drawn graphs in LiteRT's built-in kernels and in the interpreter, and reads back the file
 * that LiteRT ran. {@code -Ddl4jmot.sweep.cases=N} draws N graphs per operation, {@code
 * -Ddl4jmot.sweep.seed=S} starts at another seed.
 */
final class SweepRunner {
  private static final int CASES = Integer.getInteger("dl4jmot.sweep.cases", 40);
  private static final long FIRST_SEED = Long.getLong("dl4jmot.sweep.seed", 1);
  private static final int RUNS = 2;

  private SweepRunner() {}

  /** Compares what both runtimes gave for one graph and one input. */
  @FunctionalInterface
  interface Comparison {
    void check(Graph graph, Interpreter ours, LiteRtModel theirs, String message);
  }

  /** A test per operation, by its name. */
  static Stream<DynamicTest> tests(
      Map<String, Function<Draw, Graph>> cases, Comparison comparison) {
    return cases.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(), () -> sweep(entry.getKey(), entry.getValue(), comparison)));
  }

  static void sweep(String name, Function<Draw, Graph> cases, Comparison comparison) {
    Reference.require();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      Draw draw = new Draw(31 * seed + name.hashCode());
      Graph graph = cases.apply(draw);
      run(graph, draw, comparison, name + ", seed " + seed + ": " + describe(graph));
    }
  }

  /** Compares one graph over several inputs. */
  static void run(Graph graph, Draw draw, Comparison comparison, String message) {
    Interpreter ours = new Interpreter(graph);
    ByteBuffer file = TfliteWriter.toBytes(graph, FileMetadata.none());
    assertEquals(ops(graph), ops(TfliteReader.read(file).graph()), message);
    try (LiteRtModel theirs = LiteRtModel.open(file, LiteRtOptions.builtIn())) {
      for (int i = 0; i < RUNS; i++) {
        for (int input = 0; input < graph.inputs().size(); input++) {
          feed(ours, input, draw);
          theirs.setInput(theirs.inputs().get(input), ours.input(input).toBytes());
        }
        ours.run();
        theirs.invoke();
        comparison.check(graph, ours, theirs, message);
      }
    }
  }

  private static List<Op> ops(Graph graph) {
    return graph.nodes().stream().map(Node::op).toList();
  }

  static void feed(Interpreter ours, int input, Draw draw) {
    Tensor tensor = ours.input(input).tensor();
    int elements = tensor.shape().elements();
    switch (tensor.type()) {
      case FLOAT32 -> ours.input(input).set(draw.floats(elements));
      case BOOL -> ours.input(input).set(draw.bools(elements));
      default -> ours.input(input).set(draw.bytes(elements * tensor.type().bytes()));
    }
  }

  /** No byte of the result differs. */
  static void sameBytes(Graph graph, Interpreter ours, LiteRtModel theirs, String message) {
    assertArrayEquals(theirs.readBytes(theirs.outputs().get(0)), ours.output(0).toBytes(), message);
  }

  private static String describe(Graph graph) {
    List<String> tensors =
        graph.tensors().stream()
            .map(
                tensor ->
                    tensor
                        + tensor
                            .quantization()
                            .map(
                                q -> " (" + brief(q.scales()) + ", zero " + q.zeroPoints()[0] + ")")
                            .orElse(""))
            .toList();
    return graph.nodes().get(0).op() + " " + tensors;
  }

  private static String brief(float[] scales) {
    return scales.length == 1 ? "" + scales[0] : Arrays.toString(scales);
  }
}
