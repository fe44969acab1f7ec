package org.dl4jmot.runtime.tflite;

import java.util.List;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Operator versions that several operators compute alike, and the questions they ask. */
final class Versions {
  private Versions() {}

  /** 2 for int8, 3 for int16, else 1. */
  static int byInput(List<Tensor> inputs, List<Tensor> outputs) {
    return switch (inputs.get(0).type()) {
      case INT16 -> 3;
      case INT8 -> 2;
      default -> 1;
    };
  }

  /** 1 for every type. */
  static int always(List<Tensor> inputs, List<Tensor> outputs) {
    return 1;
  }

  /** 2 for int8, else 1. */
  static int int8Input(List<Tensor> inputs, List<Tensor> outputs) {
    return inputs.get(0).type() == DataType.INT8 ? 2 : 1;
  }

  /** 2 for int8 and int16, else 1. */
  static int signedInput(List<Tensor> inputs, List<Tensor> outputs) {
    return inputs.get(0).type() == DataType.INT16 ? 2 : int8Input(inputs, outputs);
  }

  /** That of ABS: int16 and int32 came one by one. */
  static int abs(List<Tensor> inputs, List<Tensor> outputs) {
    return switch (inputs.get(0).type()) {
      case INT32 -> 5;
      case INT16 -> inputs.get(0).quantization().isPresent() ? 3 : 4;
      case INT8, UINT8 -> 2;
      default -> 1;
    };
  }

  /** That of MAXIMUM and MINIMUM. */
  static int extremum(List<Tensor> inputs, List<Tensor> outputs) {
    if (inputs.get(0).type() == DataType.INT16) {
      return 4;
    }
    return broadcastsBeyondFourAxes(inputs) ? 3 : int8Input(inputs, outputs);
  }

  /** Whether two operands differ in shape, and one has more than four axes. */
  static boolean broadcastsBeyondFourAxes(List<Tensor> inputs) {
    Shape left = inputs.get(0).shape();
    Shape right = inputs.get(1).shape();
    return !left.equals(right) && Math.max(left.rank(), right.rank()) > 4;
  }

  /** As {@link #byInput}, and 2 for uint8 too. */
  static int quantizedInput(List<Tensor> inputs, List<Tensor> outputs) {
    return inputs.get(0).type() == DataType.UINT8 ? 2 : byInput(inputs, outputs);
  }

  /** 3 for truth values, 2 for int8, else 1. */
  static int boolOrInt8(Tensor input) {
    return switch (input.type()) {
      case BOOL -> 3;
      case INT8 -> 2;
      default -> 1;
    };
  }

  static int quantize(List<Tensor> inputs, List<Tensor> outputs) {
    if (isPerChannel(outputs.get(0))) {
      return 3;
    }
    return outputs.get(0).type() == DataType.INT16 ? 2 : 1;
  }

  static int dequantize(List<Tensor> inputs, List<Tensor> outputs) {
    return switch (inputs.get(0).type()) {
      case INT16, FLOAT16 -> 3;
      case INT8 -> isPerChannel(inputs.get(0)) ? 5 : 2;
      default -> 1;
    };
  }

  private static boolean isPerChannel(Tensor tensor) {
    return tensor.quantization().map(q -> q.scales().length > 1).orElse(false);
  }

  /**
   * Whether weights count as quantized per channel: as many scales as channels. With one channel
   * that is true per tensor too, in LiteRT as here.
   */
  static boolean isPerChannel(Tensor weights, int channelAxis) {
    return weights
        .quantization()
        .map(QuantizationParameters::scales)
        .map(scales -> scales.length == weights.shape().dim(channelAxis))
        .orElse(false);
  }

  /** Whether activations and weights are int8. */
  static boolean isInteger(List<Tensor> inputs, List<Tensor> outputs) {
    return inputs.get(0).type() == DataType.INT8
        && inputs.get(1).type() == DataType.INT8
        && outputs.get(0).type() == DataType.INT8;
  }

  /** Whether activations are float and weights int8 (dynamic-range quantization). */
  static boolean isHybrid(List<Tensor> inputs, List<Tensor> outputs) {
    return inputs.get(0).type() == DataType.FLOAT32
        && inputs.get(1).type() == DataType.INT8
        && outputs.get(0).type() == DataType.FLOAT32;
  }

  /** Whether activations are int16 and weights int8 (the 16x8 scheme). */
  static boolean isSixteenByEight(List<Tensor> inputs) {
    return inputs.get(0).type() == DataType.INT16 && inputs.get(1).type() == DataType.INT8;
  }

  /** Type of the bias in the 16x8 scheme, as a schema code; 0, the default, in all others. */
  static byte quantizedBiasType(List<Tensor> inputs) {
    return isSixteenByEight(inputs) && inputs.size() == 3
        ? SchemaCodes.of(inputs.get(2).type())
        : 0;
  }
}
