package org.dl4jmot.runtime.tflite;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.dl4jmot.runtime.tflite.FileListing.Entry;
import org.dl4jmot.runtime.tflite.FileListing.Signature;
import org.dl4jmot.runtime.tflite.FileListing.Slot;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Metadata;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SignatureDef;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorMap;
import org.tensorflow.lite.schema.TensorType;

/** Lists a file whose tables have been verified. */
final class ListingParser {
  /** Every operator repeats the name of its kind: a custom one is cut here. */
  private static final int MAX_CUSTOM_NAME = 100;

  /** Element types that came after schema 0.4.4. */
  private static final Map<Integer, String> NEWER_TYPES =
      Map.of(18, "BFLOAT16", 19, "INT2", 20, "UINT4", 21, "FLOAT8_E4M3FN", 22, "FLOAT8_E5M2");

  private final Model model;
  private final long bytes;
  private final List<String> operatorNames = new ArrayList<>();

  ListingParser(ByteBuffer verified) {
    model = Model.getRootAsModel(verified);
    bytes = verified.remaining();
  }

  FileListing parse() {
    for (int i = 0; i < model.operatorCodesLength(); i++) {
      operatorNames.add(nameOf(model.operatorCodes(i)));
    }
    FileMetadata texts = new MetadataParser(model).metadata();
    return new FileListing(
        bytes,
        constantBytes(),
        (int) model.version(),
        texts.description(),
        new MetadataParser(model).minRuntimeVersion(),
        metadata(texts.entries()),
        listed(model.signatureDefsLength(), i -> signature(model.signatureDefs(i))),
        listed(model.subgraphsLength(), i -> subgraph(model.subgraphs(i))));
  }

  private static String nameOf(OperatorCode code) {
    int builtin = Math.max(code.builtinCode(), code.deprecatedBuiltinCode());
    if (builtin == BuiltinOperator.CUSTOM) {
      String custom = String.valueOf(code.customCode());
      return "CUSTOM "
          + (custom.length() > MAX_CUSTOM_NAME
              ? custom.substring(0, MAX_CUSTOM_NAME) + "..."
              : custom);
    }
    return builtin >= 0 && builtin < BuiltinOperator.names.length
        ? BuiltinOperator.name(builtin)
        : "operator code " + builtin;
  }

  private long constantBytes() {
    Set<Long> ofMetadata = new HashSet<>();
    for (int i = 0; i < model.metadataLength(); i++) {
      ofMetadata.add(model.metadata(i).buffer());
    }
    return IntStream.range(0, model.buffersLength())
        .filter(buffer -> !ofMetadata.contains((long) buffer))
        .mapToLong(buffer -> model.buffers(buffer).dataLength())
        .sum();
  }

  private List<Entry> metadata(Map<String, String> texts) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < model.metadataLength(); i++) {
      Metadata metadata = model.metadata(i);
      String name = text(metadata.name());
      if (!name.equals(FileMetadata.MIN_RUNTIME_VERSION)) {
        entries.add(new Entry(name, bufferBytes(metadata.buffer()), texts.getOrDefault(name, "")));
      }
    }
    return entries;
  }

  private Signature signature(SignatureDef signature) {
    return new Signature(
        text(signature.signatureKey()),
        (int) signature.subgraphIndex(),
        listed(signature.inputsLength(), i -> slot(signature.inputs(i))),
        listed(signature.outputsLength(), i -> slot(signature.outputs(i))));
  }

  private static Slot slot(TensorMap map) {
    return new Slot(text(map.name()), map.tensorIndex());
  }

  private ListedSubgraph subgraph(SubGraph subgraph) {
    return new ListedSubgraph(
        text(subgraph.name()),
        listed(subgraph.tensorsLength(), i -> tensor(subgraph.tensors(i))),
        listed(subgraph.operatorsLength(), i -> operator(subgraph.operators(i), i)),
        integers(subgraph.inputsLength(), subgraph::inputs),
        integers(subgraph.outputsLength(), subgraph::outputs));
  }

  private ListedOperator operator(Operator operator, int place) {
    long code = operator.opcodeIndex();
    if (code >= operatorNames.size()) {
      throw new TfliteFormatException("operator " + place + " has no operator code " + code);
    }
    return new ListedOperator(
        operatorNames.get((int) code),
        model.operatorCodes((int) code).version(),
        integers(operator.inputsLength(), operator::inputs),
        integers(operator.outputsLength(), operator::outputs),
        integers(operator.intermediatesLength(), operator::intermediates));
  }

  private ListedTensor tensor(Tensor tensor) {
    return new ListedTensor(
        text(tensor.name()),
        typeName(tensor.type()),
        integers(tensor.shapeLength(), tensor::shape),
        integers(tensor.shapeSignatureLength(), tensor::shapeSignature),
        tensor.buffer(),
        bufferBytes(tensor.buffer()),
        tensor.isVariable(),
        tensor.sparsity() != null,
        quantization(tensor.quantization()));
  }

  private static Optional<ListedTensor.Quantization> quantization(
      org.tensorflow.lite.schema.QuantizationParameters stored) {
    if (stored == null || stored.scaleLength() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new ListedTensor.Quantization(
            listed(stored.scaleLength(), stored::scale),
            listed(stored.zeroPointLength(), stored::zeroPoint),
            stored.quantizedDimension()));
  }

  private long bufferBytes(long buffer) {
    if (buffer >= model.buffersLength()) {
      throw new TfliteFormatException(
          "there is no buffer " + buffer + " among " + model.buffersLength());
    }
    return model.buffers((int) buffer).dataLength();
  }

  private static String typeName(byte type) {
    return type >= 0 && type < TensorType.names.length
        ? TensorType.name(type)
        : NEWER_TYPES.getOrDefault((int) type, "type code " + type);
  }

  private static String text(String stored) {
    return stored == null ? "" : stored;
  }

  private static List<Integer> integers(int count, IntUnaryOperator element) {
    return listed(count, element::applyAsInt);
  }

  private static <T> List<T> listed(int count, IntFunction<T> element) {
    return IntStream.range(0, count).mapToObj(element).toList();
  }
}
