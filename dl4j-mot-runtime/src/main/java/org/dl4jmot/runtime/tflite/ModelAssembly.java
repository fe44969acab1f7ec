package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Metadata;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SignatureDef;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.TensorMap;

/**
 * Writes one file's tables. Equal shapes, names and quantization parameters are written once: a
 * flatbuffer may point to a table from several places.
 */
final class ModelAssembly {
  /** The key under which TensorFlow exports a model's only signature. */
  static final String SIGNATURE = "serving_default";

  private static final int SCHEMA_VERSION = 3;

  /** What Google's converter reserves, so that tools can overwrite the version in place. */
  private static final int MIN_RUNTIME_VERSION_BYTES = 16;

  /** The 8-bit operator code's value for operators beyond it. */
  private static final int PLACEHOLDER_FOR_GREATER_CODES = 127;

  private final FlatBufferBuilder builder;
  private final Graph graph;
  private final GraphLayout layout;
  private final BufferTable buffers = new BufferTable();
  private final Map<String, Integer> strings = new HashMap<>();
  private final Map<Shape, Integer> shapes = new HashMap<>();
  private final Map<Shape, Integer> signatures = new HashMap<>();
  private final Map<QuantizationParameters, Integer> quantizations = new HashMap<>();

  ModelAssembly(Graph graph, GraphLayout layout, int expectedBytes) {
    this.graph = graph;
    this.layout = layout;
    builder = new FlatBufferBuilder(expectedBytes);
  }

  ByteBuffer assemble(FileMetadata metadata) {
    int[] tensorBuffers = layout.tensors().stream().mapToInt(this::number).toArray();
    int metadataVector = metadataVector(metadata);
    int signatures = Model.createSignatureDefsVector(builder, new int[] {signature()});
    int subgraphs = Model.createSubgraphsVector(builder, new int[] {subgraph(tensorBuffers)});
    int description =
        metadata.description().isEmpty() ? 0 : builder.createString(metadata.description());
    int codes = Model.createOperatorCodesVector(builder, operatorCodes());
    int bufferVector = buffers.write(builder);
    Model.finishModelBuffer(
        builder,
        Model.createModel(
            builder,
            SCHEMA_VERSION,
            codes,
            subgraphs,
            description,
            bufferVector,
            0,
            metadataVector,
            signatures));
    return builder.dataBuffer().slice();
  }

  private int number(Tensor tensor) {
    return tensor.data().map(data -> buffers.add(data.type(), data.bytes())).orElse(0);
  }

  private int metadataVector(FileMetadata metadata) {
    List<Integer> tables = new ArrayList<>();
    byte[] version = layout.minRuntimeVersion().getBytes(StandardCharsets.US_ASCII);
    tables.add(
        metadata(
            FileMetadata.MIN_RUNTIME_VERSION, Arrays.copyOf(version, MIN_RUNTIME_VERSION_BYTES)));
    metadata
        .entries()
        .forEach((key, value) -> tables.add(metadata(key, value.getBytes(StandardCharsets.UTF_8))));
    metadata
        .card()
        .ifPresent(card -> tables.add(metadata(CardAssembly.ENTRY, CardAssembly.bytes(card))));
    return Model.createMetadataVector(builder, toArray(tables));
  }

  private int metadata(String name, byte[] content) {
    int buffer = buffers.add(DataType.UINT8, ByteBuffer.wrap(content));
    return Metadata.createMetadata(builder, string(name), buffer);
  }

  private int signature() {
    int[] inputs = tensorMaps(graph.inputs());
    int[] outputs = tensorMaps(graph.outputs());
    return SignatureDef.createSignatureDef(
        builder,
        SignatureDef.createInputsVector(builder, inputs),
        SignatureDef.createOutputsVector(builder, outputs),
        string(SIGNATURE),
        0);
  }

  private int[] tensorMaps(List<Port> ports) {
    int[] numbers = layout.numbers(ports);
    int[] maps = new int[numbers.length];
    for (int i = 0; i < maps.length; i++) {
      maps[i] = TensorMap.createTensorMap(builder, string(ports.get(i).name()), numbers[i]);
    }
    return maps;
  }

  private int subgraph(int[] tensorBuffers) {
    int[] tensors = new int[tensorBuffers.length];
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] = tensor(layout.tensors().get(i), tensorBuffers[i]);
    }
    List<Integer> codes = List.copyOf(layout.operatorCodes().keySet());
    int[] operators =
        map(layout.entries(), entry -> operator(entry, codes.indexOf(entry.operatorCode())));
    return SubGraph.createSubGraph(
        builder,
        SubGraph.createTensorsVector(builder, tensors),
        SubGraph.createInputsVector(builder, layout.numbers(graph.inputs())),
        SubGraph.createOutputsVector(builder, layout.numbers(graph.outputs())),
        SubGraph.createOperatorsVector(builder, operators),
        string("main"));
  }

  private int tensor(Tensor tensor, int buffer) {
    int name = string(tensor.name());
    int shape = layout.isIntermediate(tensor) ? noElements() : shape(tensor.shape());
    int shapeSignature = layout.hasOpenBatch(tensor) ? shapeSignature(tensor.shape()) : 0;
    int quantization = tensor.quantization().map(this::quantization).orElse(0);
    org.tensorflow.lite.schema.Tensor.startTensor(builder);
    org.tensorflow.lite.schema.Tensor.addQuantization(builder, quantization);
    org.tensorflow.lite.schema.Tensor.addName(builder, name);
    org.tensorflow.lite.schema.Tensor.addBuffer(builder, buffer);
    org.tensorflow.lite.schema.Tensor.addShape(builder, shape);
    org.tensorflow.lite.schema.Tensor.addShapeSignature(builder, shapeSignature);
    // Without it a scalar, which has no dimensions, would count as a tensor of unknown rank.
    org.tensorflow.lite.schema.Tensor.addHasRank(builder, true);
    org.tensorflow.lite.schema.Tensor.addIsVariable(builder, layout.isState(tensor));
    org.tensorflow.lite.schema.Tensor.addType(builder, SchemaCodes.of(tensor.type()));
    return org.tensorflow.lite.schema.Tensor.endTensor(builder);
  }

  private int shape(Shape shape) {
    return shapes.computeIfAbsent(
        shape, key -> org.tensorflow.lite.schema.Tensor.createShapeVector(builder, key.toArray()));
  }

  /** As Google's converter does: TensorFlow Lite Micro runs nothing else. */
  private int noElements() {
    return org.tensorflow.lite.schema.Tensor.createShapeVector(builder, new int[] {0});
  }

  private int shapeSignature(Shape shape) {
    return signatures.computeIfAbsent(
        shape,
        key -> {
          int[] dimensions = key.toArray();
          dimensions[0] = OpenBatch.OPEN;
          return org.tensorflow.lite.schema.Tensor.createShapeSignatureVector(builder, dimensions);
        });
  }

  private int quantization(QuantizationParameters parameters) {
    return quantizations.computeIfAbsent(parameters, this::newQuantization);
  }

  private int newQuantization(QuantizationParameters parameters) {
    long[] zeroPoints = Arrays.stream(parameters.zeroPoints()).asLongStream().toArray();
    return org.tensorflow.lite.schema.QuantizationParameters.createQuantizationParameters(
        builder,
        0,
        0,
        org.tensorflow.lite.schema.QuantizationParameters.createScaleVector(
            builder, parameters.scales()),
        org.tensorflow.lite.schema.QuantizationParameters.createZeroPointVector(
            builder, zeroPoints),
        (byte) 0,
        0,
        Math.max(0, parameters.axis()));
  }

  private int operator(GraphLayout.Entry entry, int code) {
    int options = entry.bound().writeOptions(entry.operands(), builder);
    int inputs = Operator.createInputsVector(builder, entry.inputs());
    int outputs = Operator.createOutputsVector(builder, entry.outputs());
    int intermediates =
        entry.intermediates().length == 0
            ? 0
            : Operator.createIntermediatesVector(builder, entry.intermediates());
    Operator.startOperator(builder);
    Operator.addIntermediates(builder, intermediates);
    Operator.addBuiltinOptions(builder, options);
    Operator.addOutputs(builder, outputs);
    Operator.addInputs(builder, inputs);
    Operator.addOpcodeIndex(builder, code);
    Operator.addBuiltinOptionsType(
        builder, options == 0 ? BuiltinOptions.NONE : entry.bound().serializer().optionsType());
    return Operator.endOperator(builder);
  }

  private int[] operatorCodes() {
    return map(
        List.copyOf(layout.operatorCodes().entrySet()),
        code ->
            OperatorCode.createOperatorCode(
                builder,
                (byte) Math.min(code.getKey(), PLACEHOLDER_FOR_GREATER_CODES),
                0,
                code.getValue(),
                code.getKey()));
  }

  private int string(String text) {
    return strings.computeIfAbsent(text, builder::createString);
  }

  private static <T> int[] map(List<T> items, ToIntFunction<T> write) {
    return items.stream().mapToInt(write).toArray();
  }

  private static int[] toArray(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
