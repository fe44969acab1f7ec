package org.dl4jmot.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.kernel.Kernels;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Dequantize;
import org.dl4jmot.runtime.op.Exp;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tflite.TfliteReader;
import org.dl4jmot.testkit.GoldenFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterpreterTest {
  private static final Shape ROW = Shape.of(1, 3);

  private static Tensor int8(String name, float scale) {
    return Tensor.computed(name, DataType.INT8, ROW)
        .withQuantization(QuantizationParameters.perTensor(scale, 0));
  }

  @Test
  void hasAKernelForEveryOperation() {
    assertEquals(Set.of(Op.class.getPermittedSubclasses()), Kernels.supported());
  }

  @Test
  void computesAndKeepsIntermediateTensors() {
    GraphBuilder builder = Graph.builder();
    Tensor input = builder.input("x", Tensor.ofFloat("input", ROW));
    Tensor kept = builder.node("a", new Identity(), List.of(input), "kept");
    builder.output("y", builder.node("b", new Relu(), List.of(kept), "clamped"));
    Interpreter interpreter = new Interpreter(builder.build());
    interpreter.input("x").set(new float[] {-1, 0, 2});
    interpreter.run();
    assertArrayEquals(new float[] {-1, 0, 2}, interpreter.tensor("kept").toFloats());
    assertArrayEquals(new float[] {0, 0, 2}, interpreter.output("y").toFloats());
  }

  @Test
  void computesWhatIsConstantOnce() {
    GraphBuilder builder = Graph.builder();
    Tensor input = builder.input(Tensor.ofFloat("input", ROW));
    Tensor weights =
        builder.add(
            Tensor.constant("w", Shape.of(2, 3), ConstantData.of(new byte[] {1, 2, 3, 4, 5, 6}))
                .withQuantization(QuantizationParameters.perTensor(0.5f, 0)));
    Tensor real = builder.node("w", new Dequantize(), List.of(weights), "real");
    Op dense = FullyConnected.of(Activation.NONE);
    builder.output("y", builder.node("d", dense, List.of(input, real), "result"));
    Interpreter interpreter = new Interpreter(builder.build());
    interpreter.input(0).set(new float[] {1, 0, 2});
    interpreter.run();
    assertArrayEquals(new float[] {3.5f, 8}, interpreter.output(0).toFloats());
  }

  @Test
  void listsEveryNodeItCannotRun() {
    GraphBuilder builder = Graph.builder();
    Tensor real = builder.input(Tensor.ofFloat("real", ROW));
    Tensor quantized = builder.input(int8("quantized", 1));
    Tensor plain = builder.input(Tensor.computed("plain", DataType.INT8, ROW));
    Op add = new Add(Activation.NONE);
    Tensor mixed = builder.node("a", add, List.of(real, quantized), "mixed");
    Tensor bare =
        builder.node(List.of("b"), new Relu(), List.of(plain), int8("bare", 1).named("bare"));
    builder.output("mixed", mixed).output("bare", bare);
    UnsupportedGraphException e =
        assertThrows(UnsupportedGraphException.class, () -> new Interpreter(builder.build()));
    assertTrue(
        e.getMessage().contains("node 'mixed': ADD(FLOAT32[1, 3], INT8[1, 3]) -> FLOAT32[1, 3]"),
        e.getMessage());
    assertTrue(e.getMessage().contains("'plain' has no quantization"), e.getMessage());
  }

  @Test
  void refusesSixteenBitOperationsItDoesNotComputeBitForBit() {
    GraphBuilder builder = Graph.builder();
    QuantizationParameters parameters = QuantizationParameters.perTensor(1, 0);
    Tensor input =
        builder.input(Tensor.computed("x", DataType.INT16, ROW).withQuantization(parameters));
    Tensor result = Tensor.computed("y", DataType.INT16, ROW).withQuantization(parameters);
    builder.output("y", builder.node(List.of(), new Exp(), List.of(input), result));
    UnsupportedGraphException e =
        assertThrows(UnsupportedGraphException.class, () -> new Interpreter(builder.build()));
    assertTrue(e.getMessage().contains("INT16"), e.getMessage());
  }

  @Test
  void refusesWhatLiteRtComputesWrong() {
    GraphBuilder builder = Graph.builder();
    Tensor input = builder.input(Tensor.ofFloat("input", ROW));
    Tensor weights =
        builder.add(
            Tensor.constant("w", Shape.of(2, 3), ConstantData.of(new byte[6]))
                .withQuantization(QuantizationParameters.symmetricPerAxis(new float[] {1, 2}, 0)));
    Op dense = FullyConnected.of(Activation.NONE);
    builder.output("y", builder.node("d", dense, List.of(input, weights), "result"));
    UnsupportedGraphException e =
        assertThrows(UnsupportedGraphException.class, () -> new Interpreter(builder.build()));
    assertTrue(e.getMessage().contains("asymmetric"), e.getMessage());
  }

  @Test
  void refusesInputsOfTheWrongSizeTypeOrName() {
    GraphBuilder builder = Graph.builder();
    Tensor input = builder.input("x", Tensor.ofFloat("input", ROW));
    builder.output("y", builder.node("a", new Relu(), List.of(input), "result"));
    Interpreter interpreter = new Interpreter(builder.build());
    assertThrows(IllegalArgumentException.class, () -> interpreter.input(0).set(new float[4]));
    assertThrows(IllegalArgumentException.class, () -> interpreter.input(0).set(new int[3]));
    assertThrows(NoSuchElementException.class, () -> interpreter.input("input"));
    assertThrows(NoSuchElementException.class, () -> interpreter.output("x"));
    assertThrows(NoSuchElementException.class, () -> interpreter.tensor("nonsense"));
  }

  @Test
  void convertsRealValuesAtTheBorderOfAnIntegerGraph() {
    GraphBuilder builder = Graph.builder();
    Tensor input = builder.input(int8("input", 0.5f));
    Tensor result = int8("result", 0.5f);
    builder.output("y", builder.node(List.of("a"), new Relu(), List.of(input), result));
    Interpreter interpreter = new Interpreter(builder.build());
    interpreter.input(0).setReal(new float[] {-1, 0.74f, 1e9f});
    interpreter.run();
    assertArrayEquals(new byte[] {-2, 1, 127}, interpreter.input(0).toBytes());
    assertArrayEquals(new float[] {0, 0.5f, 63.5f}, interpreter.output(0).toReal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"A-int8", "B-int8", "B-float", "A-dynamic", "B-dynamic"})
  void allocatesNothingWhileItRuns(String name) throws IOException {
    Interpreter interpreter =
        new Interpreter(TfliteReader.read(GoldenFiles.path(name + ".tflite")).graph());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    // The first rounds also count what measuring itself allocates when it is first used.
    for (int round = 0; round < 5; round++) {
      long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      interpreter.run();
      long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      least = Math.min(least, after - before);
    }
    assertEquals(0, least);
  }
}
