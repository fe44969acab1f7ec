package org.dl4jmot.runtime.tflite;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.RecurrentActivation;
import org.dl4jmot.runtime.tensor.DataType;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.TensorType;

/** The schema's numbers for element types, fused activations and paddings. */
final class SchemaCodes {
  private static final Map<DataType, Byte> TYPES =
      new EnumMap<>(
          Map.of(
              DataType.FLOAT32, TensorType.FLOAT32,
              DataType.FLOAT16, TensorType.FLOAT16,
              DataType.INT8, TensorType.INT8,
              DataType.UINT8, TensorType.UINT8,
              DataType.INT16, TensorType.INT16,
              DataType.INT32, TensorType.INT32,
              DataType.INT64, TensorType.INT64,
              DataType.BOOL, TensorType.BOOL));

  private static final Map<Activation, Byte> ACTIVATIONS =
      new EnumMap<>(
          Map.of(
              Activation.NONE, ActivationFunctionType.NONE,
              Activation.RELU, ActivationFunctionType.RELU,
              Activation.RELU_N1_TO_1, ActivationFunctionType.RELU_N1_TO_1,
              Activation.RELU6, ActivationFunctionType.RELU6));

  private static final Map<RecurrentActivation, Byte> RECURRENT_ACTIVATIONS =
      new EnumMap<>(
          Map.of(
              RecurrentActivation.NONE, ActivationFunctionType.NONE,
              RecurrentActivation.RELU, ActivationFunctionType.RELU,
              RecurrentActivation.RELU6, ActivationFunctionType.RELU6,
              RecurrentActivation.TANH, ActivationFunctionType.TANH));

  private SchemaCodes() {}

  static byte of(DataType type) {
    return TYPES.get(type);
  }

  static Optional<DataType> type(byte code) {
    return keyOf(TYPES, code);
  }

  static byte of(Activation activation) {
    return ACTIVATIONS.get(activation);
  }

  static Activation activation(byte code) {
    return keyOf(ACTIVATIONS, code)
        .orElseThrow(() -> new TfliteFormatException("unsupported fused activation, code " + code));
  }

  static byte of(RecurrentActivation activation) {
    return RECURRENT_ACTIVATIONS.get(activation);
  }

  static RecurrentActivation recurrentActivation(byte code) {
    return keyOf(RECURRENT_ACTIVATIONS, code)
        .orElseThrow(
            () -> new TfliteFormatException("unsupported recurrent activation, code " + code));
  }

  static byte of(Padding padding) {
    return switch (padding) {
      case SAME -> org.tensorflow.lite.schema.Padding.SAME;
      case VALID -> org.tensorflow.lite.schema.Padding.VALID;
    };
  }

  static Padding padding(byte code) {
    return switch (code) {
      case org.tensorflow.lite.schema.Padding.SAME -> Padding.SAME;
      case org.tensorflow.lite.schema.Padding.VALID -> Padding.VALID;
      default -> throw new TfliteFormatException("unknown padding, code " + code);
    };
  }

  private static <K> Optional<K> keyOf(Map<K, Byte> codes, byte code) {
    return codes.entrySet().stream()
        .filter(entry -> entry.getValue() == code)
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
