package org.dl4jmot.runtime.tflite;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.TensorType;

/** Reads the tensors that a file's operators and ports ask for. */
final class TensorParser {
  private static final int MAX_RANK = 16;

  /** Many messages may quote one name. */
  private static final int MAX_NAME = 10_000;

  private final Model model;
  private final SubGraph subgraph;
  private final Map<Integer, Tensor> byIndex = new HashMap<>();
  private final Map<String, Tensor> byName = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Set<Integer> states = new HashSet<>();

  TensorParser(Model model, SubGraph subgraph) {
    this.model = model;
    this.subgraph = subgraph;
  }

  /** The tensor of an index in the file. */
  Tensor at(int index) {
    Tensor known = byIndex.get(index);
    if (known != null) {
      return known;
    }
    if (index < 0 || index >= subgraph.tensorsLength()) {
      throw new TfliteFormatException(
          "there is no tensor " + index + " among " + subgraph.tensorsLength());
    }
    if (subgraph.tensors(index).isVariable()) {
      throw new TfliteFormatException(
          "tensor " + index + " is variable; only the state of recurrent operators may be");
    }
    Tensor tensor = read(index);
    byIndex.put(index, tensor);
    byName.put(tensor.name(), tensor);
    return tensor;
  }

  /** Whether a tensor keeps its elements between invocations. */
  boolean isVariable(int index) {
    return index >= 0 && index < subgraph.tensorsLength() && subgraph.tensors(index).isVariable();
  }

  /** A variable tensor, for the one operator whose state it is. */
  Tensor takeState(int index) {
    if (!states.add(index)) {
      throw new TfliteFormatException("two operators share variable tensor " + index);
    }
    Tensor state = read(index);
    if (state.isConstant()) {
      throw new TfliteFormatException("variable tensor " + index + " has a start value");
    }
    return state;
  }

  /** A tensor read before. */
  Tensor named(String name) {
    return byName.get(name);
  }

  private Tensor read(int index) {
    org.tensorflow.lite.schema.Tensor stored = subgraph.tensors(index);
    String name = freshName(stored.name(), index);
    try {
      requirePlain(stored);
      DataType type =
          SchemaCodes.type(stored.type())
              .orElseThrow(
                  () ->
                      new TfliteFormatException(
                          "unsupported element type " + typeName(stored.type())));
      return new Tensor(
          name,
          type,
          shape(stored),
          data(stored, type),
          quantization(stored),
          Optional.empty(),
          Optional.empty());
    } catch (RuntimeException e) {
      throw new TfliteFormatException(
          "tensor " + index + " ('" + name + "'): " + e.getMessage(), e);
    }
  }

  /** Names need not be unique in a file, but are in a graph. */
  private String freshName(String stored, int index) {
    if (stored != null && stored.length() > MAX_NAME) {
      throw new TfliteFormatException(
          "the name of tensor " + index + " has " + stored.length() + " characters");
    }
    String wanted = stored == null || stored.isBlank() ? "tensor" + index : stored;
    // Index and '#' make it unique at once: trying numbers could take long for many equal names.
    String name = names.add(wanted) ? wanted : wanted + "#" + index;
    while (!name.equals(wanted) && !names.add(name)) {
      name += "'";
    }
    return name;
  }

  private static void requirePlain(org.tensorflow.lite.schema.Tensor stored) {
    if (stored.sparsity() != null) {
      throw new TfliteFormatException("sparse tensors are not supported");
    }
  }

  private static String typeName(byte type) {
    return type >= 0 && type < TensorType.names.length ? TensorType.name(type) : "code " + type;
  }

  /** Unknown dimensions count as 1: in practice that is the batch. */
  private static Shape shape(org.tensorflow.lite.schema.Tensor stored) {
    int rank = stored.shapeLength();
    if (rank > MAX_RANK) {
      throw new TfliteFormatException("rank " + rank + " is above " + MAX_RANK);
    }
    int[] dimensions = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      boolean open = stored.shapeSignatureLength() == rank && stored.shapeSignature(axis) == -1;
      int size = stored.shape(axis);
      dimensions[axis] = size == -1 || (open && size == 0) ? 1 : size;
    }
    return Shape.of(dimensions);
  }

  private Optional<ConstantData> data(org.tensorflow.lite.schema.Tensor stored, DataType type) {
    long index = stored.buffer();
    if (index >= model.buffersLength()) {
      throw new TfliteFormatException(
          "there is no buffer " + index + " among " + model.buffersLength());
    }
    Buffer buffer = model.buffers((int) index);
    if (index == 0 || buffer.dataLength() == 0) {
      return Optional.empty();
    }
    ByteBuffer bytes = buffer.dataAsByteBuffer();
    return Optional.of(ConstantData.wrap(type, bytes));
  }

  /** With a single scale the stored axis says nothing: the parameters are per tensor. */
  private static Optional<QuantizationParameters> quantization(
      org.tensorflow.lite.schema.Tensor stored) {
    org.tensorflow.lite.schema.QuantizationParameters parameters = stored.quantization();
    if (parameters == null || parameters.scaleLength() == 0) {
      return Optional.empty();
    }
    if (parameters.detailsType() != 0) {
      throw new TfliteFormatException(
          "quantization details of kind " + parameters.detailsType() + " are not supported");
    }
    int count = parameters.scaleLength();
    float[] scales = new float[count];
    int[] zeroPoints = new int[count];
    for (int i = 0; i < count; i++) {
      scales[i] = parameters.scale(i);
    }
    int[] given = zeroPoints(parameters);
    if (given.length > 0) {
      zeroPoints = given;
    }
    int axis = count == 1 ? QuantizationParameters.PER_TENSOR : parameters.quantizedDimension();
    return Optional.of(new QuantizationParameters(scales, zeroPoints, axis));
  }

  private static int[] zeroPoints(org.tensorflow.lite.schema.QuantizationParameters parameters) {
    int[] zeroPoints = new int[parameters.zeroPointLength()];
    for (int i = 0; i < zeroPoints.length; i++) {
      zeroPoints[i] = Math.toIntExact(parameters.zeroPoint(i));
    }
    return zeroPoints;
  }
}
