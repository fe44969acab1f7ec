package org.dl4jmot.runtime.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.dl4jmot.litert.LiteRtException;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.op.SpaceToBatchNd;
import org.dl4jmot.runtime.op.StridedSlice;
import org.dl4jmot.runtime.op.Tile;
import org.dl4jmot.runtime.op.Transpose;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.testing.RandomForms.Form;
import org.dl4jmot.runtime.testing.Reference;
import org.dl4jmot.runtime.tflite.FileMetadata;
import org.dl4jmot.runtime.tflite.TfliteReader;
import org.dl4jmot.runtime.tflite.TfliteWriter;
import org.dl4jmot.testkit.GoldenFiles;
import org.dl4jmot.testkit.NpyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchDimensionTest {
  private static final int BATCH = 5;

  @Test
  void everyOperationHasARule() {
    Set<Class<?>> missing = new HashSet<>(Arrays.asList(Op.class.getPermittedSubclasses()));
    missing.removeAll(BatchRules.kinds());
    assertEquals(Set.of(), missing);
  }

  private static ByteBuffer openFile(Graph graph) {
    return TfliteWriter.toBytes(graph, BatchDimension.of(graph), FileMetadata.none());
  }

  /** Elements of all outputs of a batch, one sample after the other in one interpreter. */
  private static byte[][] oneByOne(Graph graph, byte[][] samples) {
    Interpreter single = new Interpreter(graph);
    byte[][] outputs = new byte[samples.length][];
    for (int i = 0; i < samples.length; i++) {
      single.input(0).set(samples[i]);
      single.run();
      outputs[i] = single.output(0).toBytes();
    }
    return outputs;
  }

  private static byte[] joined(byte[][] parts) {
    ByteBuffer all = ByteBuffer.allocate(parts.length * parts[0].length);
    Stream.of(parts).forEach(all::put);
    return all.array();
  }

  private static byte[][] drawn(Graph graph, long seed) {
    Tensor input = graph.inputTensors().get(0);
    Random random = new Random(seed);
    byte[][] samples = new byte[BATCH][];
    for (int i = 0; i < BATCH; i++) {
      ByteBuffer bytes =
          ByteBuffer.allocate(input.shape().elements() * input.type().bytes())
              .order(java.nio.ByteOrder.LITTLE_ENDIAN);
      if (input.type().isFloatingPoint()) {
        while (bytes.hasRemaining()) {
          bytes.putFloat((float) random.nextGaussian());
        }
      } else {
        random.nextBytes(bytes.array());
      }
      samples[i] = bytes.array();
    }
    return samples;
  }

  // The interpreter refuses hybrid dense weights per unit with symmetric inputs, which it draws.
  @ParameterizedTest
  @EnumSource(value = Form.class, mode = EnumSource.Mode.EXCLUDE, names = "DYNAMIC_RANGE")
  void batchGivesEachSampleWhatItGetsAlone(Form form) {
    for (long seed = 0; seed < 15; seed++) {
      Graph graph = form.graph(seed);
      Interpreter batched = new Interpreter(BatchDimension.of(graph).resized(graph, BATCH));
      byte[][] samples = drawn(graph, seed);
      batched.input(0).set(joined(samples));
      batched.run();
      assertArrayEquals(
          joined(oneByOne(graph, samples)), batched.output(0).toBytes(), form + ", seed " + seed);
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void openFileReadsBackAsTheSameGraphAndRunsInLiteRtForAnyBatch(Form form) {
    Reference.require();
    for (long seed = 0; seed < 15; seed++) {
      Graph graph = form.graph(seed);
      ByteBuffer file = openFile(graph);
      assertEquals(
          graph.nodes().stream().map(node -> node.op()).toList(),
          TfliteReader.read(file).graph().nodes().stream().map(node -> node.op()).toList());
      for (int size : new int[] {1, BATCH}) {
        Graph resized = BatchDimension.of(graph).resized(graph, size);
        try (LiteRtModel model = LiteRtModel.open(file, LiteRtOptions.builtIn().withBatch(size))) {
          assertEquals(
              Arrays.stream(resized.outputTensors().get(0).shape().toArray()).boxed().toList(),
              model.outputs().get(0).shape(),
              form + ", seed " + seed);
          if (form == Form.INT8) {
            byte[] input = joined(Arrays.copyOf(drawn(graph, seed), size));
            model.setInput(model.inputs().get(0), input);
            model.invoke();
            Interpreter ours = new Interpreter(resized);
            ours.input(0).set(input);
            ours.run();
            assertArrayEquals(
                model.readBytes(model.outputs().get(0)), ours.output(0).toBytes(), "" + seed);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"A-int8", "B-int8"})
  void goldenNetworkGivesTheRecordedBytesInABatch(String name) throws IOException {
    Reference.require();
    Graph graph = TfliteReader.read(GoldenFiles.path(name + ".tflite")).graph();
    byte[] recorded = NpyFile.bytes(GoldenFiles.path(name + ".out.npy"));
    float[] images = NpyFile.floats(GoldenFiles.path("images.npy"));
    Interpreter ours = new Interpreter(BatchDimension.of(graph).resized(graph, BATCH));
    ours.input(0).setReal(Arrays.copyOf(images, BATCH * 28 * 28));
    ours.run();
    byte[] wanted = Arrays.copyOf(recorded, BATCH * 10);
    assertArrayEquals(wanted, ours.output(0).toBytes());
    try (LiteRtModel model =
        LiteRtModel.open(openFile(graph), LiteRtOptions.builtIn().withBatch(BATCH))) {
      model.setInput(model.inputs().get(0), ours.input(0).toBytes());
      model.invoke();
      assertArrayEquals(wanted, model.readBytes(model.outputs().get(0)));
    }
  }

  @Test
  void fixedFileIsNotResized() {
    Reference.require();
    ByteBuffer file = TfliteWriter.toBytes(Form.FLOAT32.graph(1), FileMetadata.none());
    LiteRtOptions batches = LiteRtOptions.builtIn().withBatch(BATCH);
    assertThrows(LiteRtException.class, () -> LiteRtModel.open(file, batches).close());
  }

  /** [1, 4, 6] through one operation; the output has a row per sample again. */
  private static Graph through(Op op) {
    GraphBuilder builder = Graph.builder();
    Tensor input = builder.input(Tensor.ofFloat("in", Shape.of(1, 4, 6)));
    Tensor result = builder.node("op", op, List.of(input), "result");
    builder.output("result", result);
    return builder.build();
  }

  private static Stream<Arguments> mixingOperations() {
    return Stream.of(
        Arguments.of(new Transpose(List.of(1, 0, 2)), "works across the samples"),
        Arguments.of(new Mean(List.of(0), true), "works across the samples"),
        Arguments.of(new Tile(List.of(2, 1, 1)), "works across the samples"),
        Arguments.of(new Reshape(Shape.of(4, 6)), "does not have one row per sample"));
  }

  @ParameterizedTest
  @MethodSource("mixingOperations")
  void mixing(Op op, String reason) {
    Graph graph = through(op);
    MixedBatchException error =
        assertThrows(MixedBatchException.class, () -> BatchDimension.of(graph));
    assertTrue(error.getMessage().contains(reason), error.getMessage());
  }

  @Test
  void everyMixingNodeIsListed() {
    GraphBuilder builder = Graph.builder();
    Tensor input = builder.input(Tensor.ofFloat("in", Shape.of(1, 2, 2, 1)));
    Tensor joined =
        builder.node("joined", new Concatenation(0, Activation.NONE), List.of(input, input), "two");
    Tensor constant =
        builder.add(Tensor.constant("c", Shape.of(2, 1, 1, 1), ConstantData.of(1, 2)));
    Tensor sum = builder.node("sum", new Add(Activation.NONE), List.of(joined, constant), "sum");
    builder.output("out", sum);
    Graph graph = builder.build();
    MixedBatchException error =
        assertThrows(MixedBatchException.class, () -> BatchDimension.of(graph));
    assertEquals(
        List.of("CONCATENATION 'two'", "ADD 'sum'"),
        error.problems().stream().map(MixedBatchException.Problem::what).toList());
  }

  @Test
  void rowsMayBecomeStepsAndSamplesAgain() {
    GraphBuilder builder = Graph.builder();
    Tensor input = builder.input(Tensor.ofFloat("in", Shape.of(1, 4, 6)));
    Tensor steps = builder.node("steps", new Reshape(Shape.of(4, 6)), List.of(input), "s");
    Tensor soft = builder.node("soft", new Softmax(1), List.of(steps), "p");
    Tensor back = builder.node("back", new Reshape(Shape.of(1, 4, 6)), List.of(soft), "b");
    Tensor first =
        builder.node("first", new Slice(List.of(0, 1, 0), List.of(1, 2, 6)), List.of(back), "f");
    Tensor second =
        builder.node(
            "second",
            new StridedSlice(List.of(0, 0, 0), List.of(1, 2, 6), List.of(1, 1, 2)),
            List.of(first),
            "g");
    builder.output("out", second);
    Graph graph = builder.build();
    byte[][] samples = drawn(graph, 3);
    Interpreter batched = new Interpreter(BatchDimension.of(graph).resized(graph, BATCH));
    batched.input(0).set(joined(samples));
    batched.run();
    assertArrayEquals(joined(oneByOne(graph, samples)), batched.output(0).toBytes());
    assertEquals(
        graph.nodes().get(3).op(), TfliteReader.read(openFile(graph)).graph().nodes().get(3).op());
    try (LiteRtModel model =
        LiteRtModel.open(openFile(graph), LiteRtOptions.builtIn().withBatch(BATCH))) {
      model.setInput(model.inputs().get(0), joined(samples));
      model.invoke();
      float[] theirs = new float[batched.output(0).elements()];
      model.read(model.outputs().get(0)).asFloatBuffer().get(theirs);
      // exp in single precision: a few roundings of a probability.
      assertArrayEquals(batched.output(0).toFloats(), theirs, 1e-6f);
    }
  }

  @Test
  void interleavedRowsMustBePutInOrderAgain() {
    GraphBuilder builder = Graph.builder();
    Tensor input = builder.input(Tensor.ofFloat("in", Shape.of(1, 4, 4, 1)));
    Op interleave = new SpaceToBatchNd(List.of(2, 2), List.of(0, 0), List.of(0, 0));
    Tensor blocks = builder.node("blocks", interleave, List.of(input), "b");
    Tensor relu = builder.node("relu", new Relu(), List.of(blocks), "r");
    Tensor flat = builder.node("flat", new Reshape(Shape.of(1, 16)), List.of(relu), "f");
    builder.output("out", flat);
    Graph graph = builder.build();
    MixedBatchException error =
        assertThrows(MixedBatchException.class, () -> BatchDimension.of(graph));
    assertTrue(error.getMessage().contains("'f' reshapes interleaved rows"), error.getMessage());
  }

  @Test
  void aBatchHasAtLeastOneSample() {
    Graph graph = Form.FLOAT32.graph(1);
    BatchDimension batch = BatchDimension.of(graph);
    assertThrows(IllegalArgumentException.class, () -> batch.resized(graph, 0));
    BatchDimension fixed = BatchDimension.fixed();
    assertThrows(IllegalArgumentException.class, () -> fixed.resized(graph, 2));
  }
}
