package org.dl4jmot.runtime.tflite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.testing.RandomForms.Form;
import org.dl4jmot.runtime.testing.SameGraph;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SubGraph;

/** Details of the format, written and read. */
class TfliteFormsTest {
  private static final Shape ROW = Shape.of(1, 2);

  private static Graph single(Op op, Shape shape, Tensor... constants) {
    GraphBuilder builder = Graph.builder();
    Tensor input = builder.input("in", Tensor.ofFloat("x", shape));
    List<Tensor> operands = new ArrayList<>(List.of(input));
    Arrays.stream(constants).map(builder::add).forEach(operands::add);
    builder.output("out", builder.node("layer", op, operands, "y"));
    return builder.build();
  }

  private static Model written(Graph graph) {
    return Model.getRootAsModel(TfliteWriter.toBytes(graph, FileMetadata.none()));
  }

  private static String minRuntimeVersion(Graph graph) {
    return TfliteReader.read(TfliteWriter.toBytes(graph, FileMetadata.none())).minRuntimeVersion();
  }

  @Test
  void buffersAreAlignedAndTheFirstIsEmpty() {
    ByteBuffer bytes =
        TfliteWriter.toBytes(Form.INT8.graph(4), new FileMetadata("", Map.of("k", "odd")));
    Model model = Model.getRootAsModel(bytes);
    assertTrue(Model.ModelBufferHasIdentifier(bytes));
    assertEquals(3, model.version());
    assertEquals(0, model.buffers(0).dataLength());
    for (int i = 1; i < model.buffersLength(); i++) {
      assertEquals(0, model.buffers(i).dataAsByteBuffer().position() % 16, "buffer " + i);
    }
  }

  @Test
  void bothOperatorCodesAreWritten() {
    Model model = written(single(new Relu(), ROW));
    assertEquals(BuiltinOperator.RELU, model.operatorCodes(0).builtinCode());
    assertEquals(BuiltinOperator.RELU, model.operatorCodes(0).deprecatedBuiltinCode());
  }

  @Test
  void equalConstantsShareABuffer() {
    GraphBuilder builder = Graph.builder();
    Tensor at = builder.input(Tensor.ofFloat("x", ROW));
    for (String name : List.of("a", "b", "c")) {
      float value = name.equals("c") ? 2 : 1;
      Tensor constant = builder.add(Tensor.constant(name, ROW, ConstantData.of(value, value)));
      at = builder.node("l", new Add(Activation.NONE), List.of(at, constant), "sum" + name);
    }
    builder.output("out", at);
    Model model = written(builder.build());
    TreeSet<Long> buffers = new TreeSet<>();
    for (int i = 0; i < model.subgraphs(0).tensorsLength(); i++) {
      if (model.subgraphs(0).tensors(i).buffer() != 0) {
        buffers.add(model.subgraphs(0).tensors(i).buffer());
      }
    }
    assertEquals(2, buffers.size());
  }

  @Test
  void theNewestOperatorSetsTheRuntimeVersion() {
    assertEquals("1.5.0", minRuntimeVersion(single(new Relu(), ROW)));
    Tensor weights = Tensor.constant("w", ROW, ConstantData.of(1f, 2f));
    Graph unbiased = single(FullyConnected.of(Activation.NONE), ROW, weights);
    assertEquals("2.1.0", minRuntimeVersion(unbiased));
  }

  @Test
  void integerDenseWeightsPerChannelRaiseTheRuntimeVersion() {
    assertEquals("1.14.0", minRuntimeVersion(integerDense(new float[] {0.5f})));
    assertEquals("2.17.0", minRuntimeVersion(integerDense(new float[] {0.5f, 0.25f})));
  }

  private static Graph integerDense(float[] scales) {
    GraphBuilder builder = Graph.builder();
    QuantizationParameters activation = QuantizationParameters.perTensor(1, 0);
    Tensor input =
        builder.input(Tensor.computed("x", DataType.INT8, ROW).withQuantization(activation));
    boolean perTensor = scales.length == 1;
    QuantizationParameters weight =
        perTensor
            ? QuantizationParameters.perTensor(scales[0], 0)
            : QuantizationParameters.symmetricPerAxis(scales, 0);
    Tensor weights =
        builder.add(
            Tensor.constant("w", Shape.of(2, 2), ConstantData.of(new byte[] {1, 2, 3, 4}))
                .withQuantization(weight));
    Tensor bias =
        builder.add(
            Tensor.constant("b", Shape.of(2), ConstantData.of(1, 2)).withQuantization(weight));
    Tensor result = Tensor.computed("y", DataType.INT8, ROW).withQuantization(activation);
    builder.output(
        "out",
        builder.node(
            List.of(), FullyConnected.of(Activation.NONE), List.of(input, weights, bias), result));
    return builder.build();
  }

  @Test
  void aConvolutionWithoutBiasGetsZeros() {
    Tensor filter = Tensor.constant("w", Shape.of(3, 1, 1, 1), ConstantData.of(1f, 2f, 3f));
    Graph graph =
        single(
            new Conv2d(Window.of(1, 1, Padding.SAME), Activation.NONE),
            Shape.of(1, 2, 2, 1),
            filter);
    Graph read = TfliteReader.read(TfliteWriter.toBytes(graph, FileMetadata.none())).graph();
    assertEquals(List.of("x", "w", "y/bias"), read.nodes().get(0).inputs());
    assertEquals(ConstantData.of(0f, 0f, 0f), read.tensor("y/bias").requireData());
  }

  @Test
  void aScalarResultSurvives() {
    Graph graph = single(new Reshape(Shape.of()), Shape.of(1, 1));
    SameGraph.check(
        graph, TfliteReader.read(TfliteWriter.toBytes(graph, FileMetadata.none())).graph());
  }

  @Test
  void twoPortsMayShowOneTensor() {
    GraphBuilder builder = Graph.builder();
    Tensor input = builder.input("in", Tensor.ofFloat("x", ROW));
    Tensor result = builder.node("l", new Relu(), List.of(input), "y");
    Graph graph = builder.output("first", result).output("second", result).build();
    SameGraph.check(
        graph, TfliteReader.read(TfliteWriter.toBytes(graph, FileMetadata.none())).graph());
  }

  @Test
  void aChannelReceivesTheSameBytes() throws IOException {
    Graph graph = single(new Relu(), ROW);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TfliteWriter.write(graph, FileMetadata.none(), Channels.newChannel(out));
    assertEquals(
        TfliteWriter.toBytes(graph, FileMetadata.none()), ByteBuffer.wrap(out.toByteArray()));
  }

  @Test
  void operationsWithoutAFormAreRefusedAllAtOnce() {
    GraphBuilder builder = Graph.builder();
    Tensor input = builder.input("in", Tensor.ofFloat("x", ROW));
    Tensor first = builder.node("l", new Identity(), List.of(input), "dropout1");
    Tensor second = builder.node("l", new Identity(), List.of(first), "dropout2");
    Graph graph = builder.output("out", second).build();
    String message =
        assertThrows(
                UnwritableGraphException.class,
                () -> TfliteWriter.toBytes(graph, FileMetadata.none()))
            .getMessage();
    assertTrue(message.contains("lower the graph first"), message);
    assertTrue(message.contains("dropout1, dropout2"), message);
  }

  @Test
  void aNetworkBeyondTheFormatIsRefusedBeforeAnyWork() {
    Tensor weights = Tensor.constant("w", Shape.of(1, 1000), ConstantData.of(new float[1000]));
    Graph graph = single(new Add(Activation.NONE), Shape.of(1, 1000), weights);
    String message =
        assertThrows(
                UnwritableGraphException.class,
                () -> TfliteWriter.toBytes(graph, FileMetadata.none(), 4000))
            .getMessage();
    assertTrue(message.contains("the format holds 4000"), message);
  }

  @Test
  void metadataIsCheckedAndSorted() {
    assertEquals(
        List.of("a", "b"),
        List.copyOf(new FileMetadata("", Map.of("b", "2", "a", "1")).entries().keySet()));
    for (Map<String, String> bad :
        List.of(
            Map.of(" ", "v"),
            Map.of("min_runtime_version", "1"),
            Map.of("k", ""),
            Map.of("k", "\0"))) {
      assertThrows(IllegalArgumentException.class, () -> new FileMetadata("", bad));
    }
  }

  /** A model as other tools write it: one operator on tensors "x" and 1 (nameless). */
  private static ByteBuffer foreign(int code, int[] inputs, int[] shapeConstant) {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    Buffer.startBuffer(builder);
    int empty = Buffer.endBuffer(builder);
    ByteBuffer data = ConstantData.of(shapeConstant).bytes();
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    int constant = Buffer.createBuffer(builder, Buffer.createDataVector(builder, bytes));
    int[] tensors = {
      tensor(builder, "x", new int[] {1, 6}, new int[] {-1, 6}, 0, (byte) 0),
      tensor(builder, "", new int[] {-1, 3, 2}, new int[] {-1, 3, 2}, 0, (byte) 0),
      tensor(builder, "x", new int[] {shapeConstant.length}, null, 1, (byte) 2)
    };
    int operator =
        Operator.createOperator(
            builder,
            0,
            Operator.createInputsVector(builder, inputs),
            Operator.createOutputsVector(builder, new int[] {1}),
            (byte) 0,
            0,
            0,
            (byte) 0,
            0,
            0);
    int subgraph =
        SubGraph.createSubGraph(
            builder,
            SubGraph.createTensorsVector(builder, tensors),
            SubGraph.createInputsVector(builder, new int[] {0}),
            SubGraph.createOutputsVector(builder, new int[] {1}),
            SubGraph.createOperatorsVector(builder, new int[] {operator}),
            0);
    int codes = OperatorCode.createOperatorCode(builder, (byte) Math.min(code, 127), 0, 1, code);
    Model.finishModelBuffer(
        builder,
        Model.createModel(
            builder,
            3,
            Model.createOperatorCodesVector(builder, new int[] {codes}),
            Model.createSubgraphsVector(builder, new int[] {subgraph}),
            0,
            Model.createBuffersVector(builder, new int[] {empty, constant}),
            0,
            0,
            0));
    return builder.dataBuffer().slice();
  }

  private static int tensor(
      FlatBufferBuilder builder, String name, int[] shape, int[] signature, int buffer, byte type) {
    int names = builder.createString(name);
    int dimensions = org.tensorflow.lite.schema.Tensor.createShapeVector(builder, shape);
    int open =
        signature == null
            ? 0
            : org.tensorflow.lite.schema.Tensor.createShapeSignatureVector(builder, signature);
    return org.tensorflow.lite.schema.Tensor.createTensor(
        builder, dimensions, type, buffer, names, 0, false, 0, open, false, 0);
  }

  @Test
  void unknownDimensionsBecomeTheBatchOfOne() {
    Graph graph =
        TfliteReader.read(foreign(BuiltinOperator.RESHAPE, new int[] {0, 2}, new int[] {-1, 3, 2}))
            .graph();
    assertEquals(new Reshape(Shape.of(1, 3, 2)), graph.nodes().get(0).op());
    assertEquals(List.of("x"), graph.nodes().get(0).inputs());
    assertEquals("tensor1", graph.nodes().get(0).output());
    assertEquals("x", graph.inputs().get(0).name());
  }

  @Test
  void optionalInputsAtTheEndMayBeMissing() {
    Graph graph =
        TfliteReader.read(
                foreign(BuiltinOperator.RESHAPE, new int[] {0, 2, -1}, new int[] {1, 3, 2}))
            .graph();
    assertEquals(List.of("x"), graph.nodes().get(0).inputs());
    assertThrows(
        TfliteFormatException.class,
        () ->
            TfliteReader.read(
                foreign(BuiltinOperator.RESHAPE, new int[] {-1, 2}, new int[] {1, 3, 2})));
  }

  @Test
  void unsupportedOperatorsAreNamed() {
    String message =
        assertThrows(
                TfliteFormatException.class,
                () ->
                    TfliteReader.read(
                        foreign(BuiltinOperator.LSH_PROJECTION, new int[] {0, 2}, new int[] {1})))
            .getMessage();
    assertTrue(message.contains("LSH_PROJECTION version 1 (1 times)"), message);
    assertTrue(message.contains("CONV_2D"), message);
  }

  @Test
  void aShapeThatDoesNotFitNamesTheOperator() {
    String message =
        assertThrows(
                TfliteFormatException.class,
                () ->
                    TfliteReader.read(
                        foreign(BuiltinOperator.RESHAPE, new int[] {0, 2}, new int[] {7, 3, 2})))
            .getMessage();
    assertTrue(message.contains("operator 0 (RESHAPE)"), message);
    assertTrue(message.contains("[7, 3, 2]"), message);
  }
}
