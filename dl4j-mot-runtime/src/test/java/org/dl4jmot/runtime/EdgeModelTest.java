package org.dl4jmot.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tflite.TfliteFormatException;
import org.dl4jmot.testkit.GoldenFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeModelTest {
  private static final int PIXELS = 28 * 28;
  private static final int CLASSES = 10;

  private static EdgeModel golden(String name) {
    return EdgeModel.load(ByteBuffer.wrap(GoldenFiles.bytes(name + ".tflite")));
  }

  private static float[] images(int count) {
    Random random = new Random(11);
    float[] pixels = new float[count * PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextInt(256) / 255f;
    }
    return pixels;
  }

  private static byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    new Random(12).nextBytes(bytes);
    return bytes;
  }

  /** Two inputs of [1, 2], two outputs: the sum and the first input's positive part. */
  private static Graph twoPorts() {
    GraphBuilder builder = Graph.builder();
    Tensor a = builder.input("a", Tensor.ofFloat("tensor-a", Shape.of(1, 2)));
    Tensor b = builder.input("b", Tensor.ofFloat("tensor-b", Shape.of(1, 2)));
    Tensor sum = builder.node("add", new Add(Activation.NONE), List.of(a, b), "tensor-sum");
    builder.output("sum", sum);
    builder.output("positive", builder.node("relu", new Relu(), List.of(a), "tensor-positive"));
    return builder.build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"A-int8", "B-int8", "A-int8-per-tensor", "B-qat-int8"})
  void givesTheBytesThatLiteRtGives(String name) throws IOException {
    Path file = GoldenFiles.path(name + ".tflite");
    EdgeModel model = EdgeModel.load(file);
    byte[] samples = randomBytes(5 * model.input(0).elements());
    byte[] results = model.run(samples);
    try (LiteRtModel device = LiteRtModel.open(GoldenFiles.bytes(name + ".tflite"))) {
      for (int sample = 0; sample < 5; sample++) {
        device.setInput(
            device.inputs().get(0),
            Arrays.copyOfRange(samples, sample * PIXELS, (sample + 1) * PIXELS));
        device.invoke();
        assertArrayEquals(
            device.readBytes(device.outputs().get(0)),
            Arrays.copyOfRange(results, sample * CLASSES, (sample + 1) * CLASSES));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"A-float", "A-float16", "B-dynamic", "A-int8"})
  void answersABatchAsItsImagesOneByOne(String name) {
    EdgeModel model = golden(name);
    float[] batch = images(4);
    float[] together = model.run(batch);
    assertEquals(4 * CLASSES, together.length);
    for (int i = 0; i < 4; i++) {
      float[] alone = model.run(Arrays.copyOfRange(batch, i * PIXELS, (i + 1) * PIXELS));
      assertArrayEquals(
          alone, Arrays.copyOfRange(together, i * CLASSES, (i + 1) * CLASSES), "image " + i);
    }
  }

  @Test
  void takesTheBytesOfFloatsToo() {
    EdgeModel model = golden("B-float");
    float[] image = images(2);
    ByteBuffer bytes =
        ByteBuffer.allocate(image.length * Float.BYTES).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(image);
    ByteBuffer results =
        ByteBuffer.wrap(model.run(bytes.array())).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    float[] read = new float[2 * CLASSES];
    results.asFloatBuffer().get(read);
    assertArrayEquals(model.run(image), read);
  }

  @Test
  void namesInputsAndOutputsAsTheSignatureDoes() {
    EdgeModel model = EdgeModel.of(twoPorts());
    assertEquals(List.of("a", "b"), model.inputNames());
    assertEquals(List.of("sum", "positive"), model.outputNames());
    Map<String, float[]> results =
        model.run(Map.of("b", new float[] {1, 2, 3, 4}, "a", new float[] {-5, 5, -6, 6}));
    assertEquals(model.outputNames(), List.copyOf(results.keySet()));
    assertArrayEquals(new float[] {-4, 7, -3, 10}, results.get("sum"));
    assertArrayEquals(new float[] {0, 5, 0, 6}, results.get("positive"));
  }

  @Test
  void refusesValuesThatAreNoWholeNumberOfRuns() {
    EdgeModel model = golden("A-int8");
    assertRefused("takes 784 values a run, not 783", () -> model.run(new float[PIXELS - 1]));
    assertRefused("takes 784 values a run, not 0", () -> model.run(new float[0]));
    assertRefused("takes 784 bytes a run, not 785", () -> model.run(new byte[PIXELS + 1]));
    assertRefused(
        "gives 20 values in 2 runs; the array for them has 10",
        () -> model.run(new float[2 * PIXELS], new float[CLASSES]));
  }

  @Test
  void refusesWrongNamesAndUnequalNumbersOfSamples() {
    EdgeModel model = EdgeModel.of(twoPorts());
    float[] one = new float[2];
    assertRefused(
        "inputs [a, b], but values were given for [a]", () -> model.run(Map.of("a", one)));
    assertRefused(
        "different numbers of runs: [1, 2]", () -> model.run(Map.of("a", one, "b", new float[4])));
    assertRefused("has 2 inputs [a, b]", () -> model.run(one));
  }

  private static void assertRefused(String part, Runnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void refusesWhatIsNoModel() {
    assertThrows(TfliteFormatException.class, () -> EdgeModel.load(ByteBuffer.wrap(new byte[100])));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A-int8", "B-int8", "A-dynamic", "B-float16"})
  void copiesAnswerAlikeInAllThreads(String name) throws ExecutionException, InterruptedException {
    EdgeModel model = golden(name);
    float[] batch = images(20);
    float[] expected = model.run(batch);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<float[]>> answers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        answers.add(threads.submit(() -> model.copy().run(batch)));
      }
      for (Future<float[]> answer : answers) {
        assertArrayEquals(expected, answer.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aCopyCostsLessThanTheWeights() {
    EdgeModel model = golden("A-float");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    threads.getThreadAllocatedBytes(thread);
    long before = threads.getThreadAllocatedBytes(thread);
    EdgeModel copy = model.copy();
    long allocated = threads.getThreadAllocatedBytes(thread) - before;
    assertEquals(model.graph(), copy.graph());
    long weights = 0;
    long activations = 0;
    for (Tensor tensor : model.graph().tensors()) {
      int bytes = tensor.shape().elements() * tensor.type().bytes();
      weights += tensor.isConstant() ? bytes : 0;
      activations += tensor.isConstant() ? 0 : bytes;
    }
    assertTrue(
        allocated - activations < weights,
        "allocated " + allocated + " for " + activations + " bytes of activations");
  }

  @Test
  void allocatesNothingIntoArraysOfTheCallers() {
    EdgeModel model = golden("A-int8");
    float[] samples = images(3);
    float[] results = new float[3 * CLASSES];
    byte[] bytes = randomBytes(3 * PIXELS);
    byte[] byteResults = new byte[3 * CLASSES];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    // The first rounds also count what is made when first needed.
    for (int round = 0; round < 5; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      model.run(samples, results);
      model.run(bytes, byteResults);
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertEquals(0, least);
  }

  @Test
  void tellsTheTimeOfEachNode() {
    EdgeModel model = golden("A-int8");
    List<Node> nodes = new ArrayList<>();
    model.run(
        (node, nanos) -> {
          assertTrue(nanos >= 0);
          nodes.add(node);
        });
    assertEquals(model.graph().nodes(), nodes);
  }
}
