package org.dl4jmot.runtime.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Pow;
import org.dl4jmot.runtime.op.Quantize;
import org.dl4jmot.runtime.op.Sqrt;
import org.dl4jmot.runtime.op.Tile;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tflite.FileMetadata;
import org.dl4jmot.runtime.tflite.TfliteFormatException;
import org.dl4jmot.runtime.tflite.TfliteWriter;
import org.dl4jmot.testkit.GoldenFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MicroModelTest {
  private static final Shape SHAPE = Shape.of(1, 4);
  private static final QuantizationParameters QUANTIZED = QuantizationParameters.perTensor(0.5f, 3);

  private static MicroModel golden(String name) {
    return MicroModel.of(ByteBuffer.wrap(GoldenFiles.bytes(name)));
  }

  private static List<String> problems(ByteBuffer file) {
    return assertThrows(UnsuitableForMicrocontrollerException.class, () -> MicroModel.of(file))
        .problems();
  }

  private static ByteBuffer file(Graph graph) {
    return TfliteWriter.toBytes(graph, new FileMetadata("", Map.of()));
  }

  /** Operations in a row on one input, all of its type. */
  private static ByteBuffer chain(Tensor input, Op... ops) {
    GraphBuilder builder = Graph.builder();
    Tensor value = builder.input(input);
    for (int i = 0; i < ops.length; i++) {
      Shape shape = ops[i].outputShapes(List.of(value.shape())).get(0);
      value =
          builder.node(List.of(), ops[i], List.of(value), input.named("result" + i).shaped(shape));
    }
    return file(builder.output("result", value).build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"float", "int8", "int8-per-tensor", "qat-int8", "16x8"})
  void takesFormsWithAKernelForEveryOperator(String form) {
    assertTrue(golden("A-" + form + ".tflite").arena().bytes() > 0);
    assertTrue(golden("B-" + form + ".tflite").arena().bytes() > 0);
  }

  @Test
  void refusesFloat16InOneSentence() {
    List<String> problems = problems(ByteBuffer.wrap(GoldenFiles.bytes("B-float16.tflite")));
    assertEquals(1, problems.size());
    assertTrue(problems.get(0).startsWith("float16 weights"), problems.get(0));
    assertTrue(problems.get(0).contains("FullInteger"), problems.get(0));
  }

  @Test
  void refusesDynamicRangeOperatorByOperator() {
    List<String> problems = problems(ByteBuffer.wrap(GoldenFiles.bytes("B-dynamic.tflite")));
    assertEquals(3, problems.size());
    for (String operator : List.of("CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED")) {
      assertEquals(
          1, problems.stream().filter(problem -> problem.startsWith(operator + " of")).count());
    }
  }

  @Test
  void listsEverythingThatIsMissingAtOnce() {
    Tensor input = Tensor.ofFloat("input", SHAPE);
    GraphBuilder builder = Graph.builder();
    Tensor fed = builder.input(input);
    Tensor tiled = builder.node("tile", new Tile(List.of(1, 2)), List.of(fed), "tile");
    Tensor power = builder.node("pow", new Pow(), List.of(tiled, tiled), "pow");
    List<String> problems = problems(file(builder.output("result", power).build()));
    assertEquals(
        List.of(
            "POW: it has no such operator (nodes [pow])",
            "TILE: it has no such operator (nodes [tile])"),
        problems);
  }

  @Test
  void namesTheTypesAKernelTakes() {
    Tensor input = Tensor.computed("input", DataType.INT8, SHAPE).withQuantization(QUANTIZED);
    assertEquals(
        List.of("SQRT on INT8: its kernel takes FLOAT32 (nodes [result0])"),
        problems(chain(input, new Sqrt())));
  }

  @Test
  void takesBytesAtTheBorderThroughInt8() {
    Tensor bytes = Tensor.computed("input", DataType.UINT8, SHAPE).withQuantization(QUANTIZED);
    GraphBuilder builder = Graph.builder();
    Tensor inner = bytes.typed(DataType.INT8).named("int8");
    Tensor value = builder.node(List.of(), new Quantize(), List.of(builder.input(bytes)), inner);
    MicroModel model = MicroModel.of(file(builder.output("result", value).build()));
    assertEquals(List.of("AddQuantize"), model.registrations());
  }

  @Test
  void saysThatAnOpenBatchStaysAsStored() {
    List<String> notes = golden("A-int8.tflite").notes();
    assertEquals(1, notes.size());
    assertTrue(notes.get(0).contains("[1, 28, 28, 1]"), notes.get(0));
  }

  @Test
  void refusesBytesThatAreNoFile() {
    assertThrows(TfliteFormatException.class, () -> MicroModel.of(ByteBuffer.allocate(100)));
  }
}
