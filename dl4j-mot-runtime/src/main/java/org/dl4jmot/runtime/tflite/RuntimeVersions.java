package org.dl4jmot.runtime.tflite;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.tensorflow.lite.schema.BuiltinOperator;

/**
 * First TFLite release that runs an operator version; from LiteRT's
 * converter/tools/versioning/runtime_version.cc.
 */
final class RuntimeVersions {
  /** Orders version strings by their numbers; the empty string comes first. */
  static final Comparator<String> ORDER =
      (left, right) -> Arrays.compare(numbers(left), numbers(right));

  /**
   * The release all claims are tested with; where an older one is known to err, and not the first
   * that does not.
   */
  static final String TESTED = "2.20.0";

  /** By operator code; the list's first element is version 1. */
  private static final Map<Integer, List<String>> RELEASES =
      Map.ofEntries(
          Map.entry(BuiltinOperator.BATCH_MATMUL, List.of("2.3.0", "2.3.0", "2.4.0", "2.5.0")),
          Map.entry(BuiltinOperator.CONV_3D, List.of("2.5.0")),
          Map.entry(
              BuiltinOperator.TRANSPOSE_CONV,
              List.of("1.9.0", "2.2.0", "2.3.0", "2.13.0", "2.15.0")),
          Map.entry(
              BuiltinOperator.BATCH_TO_SPACE_ND, List.of("1.6.0", "1.14.0", "2.3.0", "2.12.0")),
          Map.entry(BuiltinOperator.CAST, List.of("1.5.0", "2.7.0", "2.8.0", "2.9.0", "2.12.0")),
          Map.entry(BuiltinOperator.DEPTH_TO_SPACE, List.of("2.1.0", "2.5.0")),
          Map.entry(BuiltinOperator.GATHER, List.of("1.6.0", "1.14.0", "1.15.0", "2.4.0")),
          Map.entry(
              BuiltinOperator.RESIZE_NEAREST_NEIGHBOR,
              List.of("1.13.1", "1.14.0", "2.3.0", "2.4.0")),
          Map.entry(BuiltinOperator.REVERSE_V2, List.of("1.14.0", "2.2.0", "2.5.0")),
          Map.entry(BuiltinOperator.SLICE, List.of("1.14.0", "1.14.0", "1.14.0", "2.4.0", "2.5.0")),
          Map.entry(
              BuiltinOperator.SPACE_TO_BATCH_ND, List.of("1.6.0", "1.14.0", "2.3.0", "2.12.0")),
          Map.entry(BuiltinOperator.SPACE_TO_DEPTH, List.of("1.5.0", "1.14.0")),
          Map.entry(
              BuiltinOperator.STRIDED_SLICE,
              List.of("1.6.0", "1.14.0", "2.1.0", "2.2.0", "2.5.0", "2.6.0")),
          Map.entry(BuiltinOperator.TILE, List.of("1.10.1", "2.2.0", "2.8.0")),
          Map.entry(
              BuiltinOperator.TRANSPOSE,
              List.of("1.6.0", "1.14.0", "1.15.0", "2.3.0", "2.4.0", "2.12.0")),
          Map.entry(BuiltinOperator.ABS, List.of("1.13.0", "2.4.0", "2.5.0", "2.6.0", "2.12.0")),
          Map.entry(BuiltinOperator.ADD, List.of("1.5.0", "1.14.0", "2.4.0", "2.6.0", "2.13.0")),
          Map.entry(BuiltinOperator.AVERAGE_POOL_2D, List.of("1.5.0", "1.14.0", "2.3.0")),
          Map.entry(BuiltinOperator.CONCATENATION, List.of("1.5.0", "1.14.0", "2.3.0")),
          Map.entry(
              BuiltinOperator.CONV_2D,
              List.of("1.5.0", "1.14.0", "1.14.0", "2.3.0", "2.4.0", "2.9.0", "2.11.0", "2.15.0")),
          Map.entry(
              BuiltinOperator.DEPTHWISE_CONV_2D,
              List.of("1.5.0", "1.12.0", "1.14.0", "2.2.0", "2.3.0", "2.3.0", "2.11.0")),
          Map.entry(
              BuiltinOperator.DEQUANTIZE, List.of("1.13.1", "1.14.0", "1.15.0", "2.2.0", "2.7.0")),
          Map.entry(BuiltinOperator.DIV, List.of("1.6.0", "2.3.0")),
          Map.entry(BuiltinOperator.ELU, List.of("1.14.0")),
          Map.entry(BuiltinOperator.EXP, List.of("1.7.0", "2.12.0")),
          Map.entry(
              BuiltinOperator.FULLY_CONNECTED,
              List.of(
                  "1.5.0", "1.10.0", "1.14.0", "1.14.0", "2.0.0", "2.1.0", "2.3.0", "2.3.0",
                  "2.3.0", "2.11.0", "2.15.0", "2.17.0")),
          Map.entry(BuiltinOperator.GREATER, List.of("1.14.0", "1.14.0")),
          Map.entry(BuiltinOperator.L2_NORMALIZATION, List.of("1.5.0", "1.14.0")),
          Map.entry(BuiltinOperator.LEAKY_RELU, List.of("1.13.1", "2.3.0")),
          Map.entry(BuiltinOperator.LOCAL_RESPONSE_NORMALIZATION, List.of("1.5.0")),
          Map.entry(BuiltinOperator.LOG, List.of("1.14.0", "2.15.0")),
          Map.entry(BuiltinOperator.LOGISTIC, List.of("1.14.0", "1.14.0", "2.3.0")),
          Map.entry(BuiltinOperator.MAXIMUM, List.of("1.14.0", "1.14.0", "2.3.0", "2.3.0")),
          Map.entry(BuiltinOperator.MAX_POOL_2D, List.of("1.5.0", "1.14.0", "2.3.0")),
          Map.entry(BuiltinOperator.MEAN, List.of("1.6.0", "1.14.0", "2.4.0")),
          Map.entry(BuiltinOperator.MINIMUM, List.of("1.14.0", "1.14.0", "2.3.0", "2.3.0")),
          Map.entry(
              BuiltinOperator.MUL,
              List.of("1.5.0", "1.14.0", "1.15.0", "2.3.0", "2.6.0", "2.11.0", "2.13.0")),
          Map.entry(BuiltinOperator.PAD, List.of("1.5.0", "1.14.0", "2.4.0", "2.6.0", "2.20.0")),
          Map.entry(BuiltinOperator.PADV2, List.of("1.9.0", "1.14.0", "2.4.0", "2.6.0", "2.20.0")),
          Map.entry(BuiltinOperator.POW, List.of("1.10.0")),
          Map.entry(BuiltinOperator.PRELU, List.of("1.8.0")),
          Map.entry(BuiltinOperator.QUANTIZE, List.of("1.14.0", "1.15.0", "2.7.0")),
          Map.entry(BuiltinOperator.REDUCE_MAX, List.of("1.11.0", "1.14.0", "2.5.0")),
          Map.entry(BuiltinOperator.RELU, List.of("1.5.0", "2.1.0", "2.5.0")),
          Map.entry(BuiltinOperator.RELU6, List.of("1.5.0", "1.14.0", "2.5.0")),
          Map.entry(BuiltinOperator.RELU_N1_TO_1, List.of("1.5.0")),
          Map.entry(BuiltinOperator.RESHAPE, List.of("1.5.0")),
          Map.entry(BuiltinOperator.SELECT_V2, List.of("2.2.0")),
          Map.entry(BuiltinOperator.SOFTMAX, List.of("1.5.0", "1.14.0", "2.3.0")),
          Map.entry(BuiltinOperator.SQRT, List.of("1.10.0", "2.21.0")),
          Map.entry(BuiltinOperator.SUB, List.of("1.6.0", "1.14.0", "2.3.0", "2.4.0", "2.4.0")),
          Map.entry(BuiltinOperator.SUM, List.of("1.10.0", "1.15.0")),
          Map.entry(BuiltinOperator.TANH, List.of("1.14.0", "1.14.0", "2.3.0")),
          Map.entry(
              BuiltinOperator.UNIDIRECTIONAL_SEQUENCE_LSTM,
              List.of("1.13.1", "1.14.0", "2.3.0", "2.12.0")),
          Map.entry(
              BuiltinOperator.UNIDIRECTIONAL_SEQUENCE_RNN, List.of("1.14.0", "1.14.0", "2.3.0")));

  private RuntimeVersions() {}

  /** Whether an operator version is one whose meaning this package knows. */
  static boolean isKnown(int operatorCode, int version) {
    return version >= 1 && version <= RELEASES.getOrDefault(operatorCode, List.of()).size();
  }

  /** The release that introduced an operator version. */
  static String of(int operatorCode, int version) {
    return RELEASES.get(operatorCode).get(version - 1);
  }

  private static int[] numbers(String version) {
    return version.isEmpty()
        ? new int[0]
        : Arrays.stream(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
  }
}
