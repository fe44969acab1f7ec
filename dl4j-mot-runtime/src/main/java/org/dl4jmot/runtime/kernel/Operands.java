package org.dl4jmot.runtime.kernel;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * The buffers a node reads and writes, for the preparation of its kernel.
 *
 * @param node the node
 * @param inputs buffers of its inputs, in the operator's order
 * @param output buffer of its result
 * @param constants those of the inputs whose elements are final
 */
public record Operands(
    Node node, List<TensorBuffer> inputs, TensorBuffer output, List<TensorBuffer> constants) {
  /** Copies the lists. */
  public Operands {
    inputs = List.copyOf(inputs);
    constants = List.copyOf(constants);
  }

  TensorBuffer input() {
    return input(0);
  }

  /** The buffer of an input, filled if it is constant, so that nothing is allotted later. */
  TensorBuffer input(int index) {
    return inputs.get(index).load();
  }

  Shape shape(int index) {
    return inputs.get(index).tensor().shape();
  }

  DataType type(int index) {
    return inputs.get(index).tensor().type();
  }

  DataType resultType() {
    return output.tensor().type();
  }

  /** Whether all inputs and the result have a type. */
  boolean allOf(DataType type) {
    return resultType() == type && inputs.stream().allMatch(input -> input.tensor().type() == type);
  }

  /** Whether the first two inputs (image and weights) and the result have these types. */
  boolean typed(DataType input, DataType weights, DataType result) {
    return type(0) == input && type(1) == weights && resultType() == result;
  }

  QuantizationParameters quantization(int index) {
    return perTensor(inputs.get(index).tensor());
  }

  QuantizationParameters resultQuantization() {
    return perTensor(output.tensor());
  }

  private QuantizationParameters perTensor(Tensor tensor) {
    QuantizationParameters parameters = quantized(tensor);
    if (parameters.scales().length != 1) {
      throw unsupported(
          "tensor '" + tensor.name() + "' must be quantized per tensor: " + parameters);
    }
    return parameters;
  }

  /** Checks that an input has quantization parameters, per tensor or along an axis. */
  void dequantizable(int index) {
    quantized(inputs.get(index).tensor());
  }

  /** Checks that inputs and result stand for the same real values; plain numbers always do. */
  void requireSameQuantization() {
    for (TensorBuffer input : inputs) {
      if (!input.tensor().quantization().equals(output.tensor().quantization())) {
        throw unsupported("inputs and result must have the same scale and zero point");
      }
    }
  }

  /** Checks the quantization that the operation fixes for its result. */
  void requireResultQuantization(float scale, int zeroPoint) {
    QuantizationParameters result = resultQuantization();
    if (result.scale() != scale || result.zeroPoint() != zeroPoint) {
      throw unsupported(
          "the result must have scale " + scale + " and zero point " + zeroPoint + ": " + result);
    }
  }

  /** Quantization of the weights (input 1), symmetric, per tensor or along one axis. */
  QuantizationParameters weightQuantization(int axis) {
    Tensor weights = inputs.get(1).tensor();
    QuantizationParameters parameters = quantized(weights);
    if (parameters.scales().length > 1 && parameters.axis() != axis) {
      throw unsupported("weights must be quantized per tensor or along axis " + axis);
    }
    for (int zeroPoint : parameters.zeroPoints()) {
      if (zeroPoint != 0) {
        throw unsupported("weights must be quantized symmetrically, not with a zero point");
      }
    }
    return parameters;
  }

  /** The one scale of an input that is quantized without zero point. */
  float symmetricScale(int index) {
    QuantizationParameters parameters = quantization(index);
    if (parameters.zeroPoint() != 0) {
      throw unsupported(
          "tensor '" + inputs.get(index).tensor().name() + "' must have zero point 0");
    }
    return parameters.scale();
  }

  /** The result's quantization, which must have no zero point. */
  QuantizationParameters symmetricResult() {
    QuantizationParameters parameters = resultQuantization();
    if (parameters.zeroPoint() != 0) {
      throw unsupported("the result must have zero point 0: " + parameters);
    }
    return parameters;
  }

  /** Checks that inputs and result have zero point 0, as LiteRT's int16 kernels want. */
  void requireSymmetric() {
    for (int i = 0; i < inputs.size(); i++) {
      symmetricScale(i);
    }
    symmetricResult();
  }

  private QuantizationParameters quantized(Tensor tensor) {
    return tensor
        .quantization()
        .orElseThrow(
            () -> unsupported("tensor '" + tensor.name() + "' has no quantization parameters"));
  }

  /** The bias (input 2), if there is one, checked for its type. */
  Optional<TensorBuffer> bias(DataType type) {
    if (inputs.size() < 3) {
      return Optional.empty();
    }
    if (type(2) != type) {
      throw unsupported("the bias must be " + type);
    }
    return Optional.of(constant(2));
  }

  /** The bias of a float kernel; zeros where there is none. */
  float[] floatBias(int channels) {
    return bias(DataType.FLOAT32).map(TensorBuffer::floats).orElseGet(() -> new float[channels]);
  }

  /** The bias of an integer kernel; zeros where there is none. */
  int[] intBias(int channels) {
    return bias(DataType.INT32).map(TensorBuffer::ints).orElseGet(() -> new int[channels]);
  }

  /** The bias of an int16 kernel; zeros where there is none. */
  long[] longBias(int channels) {
    long[] values = new long[channels];
    bias(DataType.INT64)
        .ifPresent(bias -> bias.tensor().requireData().bytes().asLongBuffer().get(values));
    return values;
  }

  /** An input whose elements must be known at preparation. */
  TensorBuffer constant(int index) {
    TensorBuffer buffer = inputs.get(index);
    if (constants.stream().noneMatch(constant -> constant == buffer)) {
      throw unsupported("tensor '" + buffer.tensor().name() + "' must be constant");
    }
    return buffer;
  }

  /** The exception for a combination no kernel covers, naming node, operation and types. */
  UnsupportedNodeException unsupported(String reason) {
    String types = inputs.stream().map(Operands::describe).collect(Collectors.joining(", "));
    return new UnsupportedNodeException(
        "node '"
            + node.name()
            + "': "
            + node.op().type()
            + "("
            + types
            + ") -> "
            + describe(output)
            + ": "
            + reason);
  }

  /** The exception for operand types no kernel covers. */
  UnsupportedNodeException unsupportedTypes(String... supported) {
    return unsupported(
        "these types are not supported; supported are "
            + Stream.of(supported).collect(Collectors.joining("; ")));
  }

  private static String describe(TensorBuffer buffer) {
    return buffer.tensor().type() + buffer.tensor().shape().toString();
  }
}
