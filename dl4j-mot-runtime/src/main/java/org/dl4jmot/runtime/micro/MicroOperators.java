package org.dl4jmot.runtime.micro;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The operators of TensorFlow Lite Micro: names and methods as in {@code
 * micro_mutable_op_resolver.h}, element types as the reference kernels in {@code
 * tensorflow/lite/micro/kernels} check them. The types of operators that no file of this toolkit
 * holds are not listed.
 */
final class MicroOperators {
  private static final Map<String, MicroOperator> ALL = new TreeMap<>();

  private static final String F = "FLOAT32";
  private static final String F_8 = "FLOAT32 INT8";
  private static final String F_8_16 = "FLOAT32 INT8 INT16";

  static {
    compute();
    reduceAndScale();
    elementwise();
    move();
    border();
    others();
  }

  private MicroOperators() {}

  private static void compute() {
    put("CONV_2D", "AddConv2D", 0, F_8_16, 28, 72);
    put("DEPTHWISE_CONV_2D", "AddDepthwiseConv2D", 0, F_8_16, 28, 72);
    put("FULLY_CONNECTED", "AddFullyConnected", 0, F_8_16, 16, 64);
    put("TRANSPOSE_CONV", "AddTransposeConv", 2, F_8_16, 20, 128);
    put("BATCH_MATMUL", "AddBatchMatMul", 0, F_8_16, 4, 48);
    put("UNIDIRECTIONAL_SEQUENCE_LSTM", "AddUnidirectionalSequenceLSTM", 0, F_8_16, 16, 688);
  }

  private static void reduceAndScale() {
    put("AVERAGE_POOL_2D", "AddAveragePool2D", 0, F_8_16, 40, 32);
    put("MAX_POOL_2D", "AddMaxPool2D", 0, F_8_16, 40, 32);
    put("MEAN", "AddMean", 0, F_8_16, 4, 48);
    put("SUM", "AddSum", 0, F_8_16, 4, 48);
    put("REDUCE_MAX", "AddReduceMax", 0, F_8, 4, 48);
    put("SOFTMAX", "AddSoftmax", 0, F_8_16, 4, 80);
    put("L2_NORMALIZATION", "AddL2Normalization", 0, F_8, 4, 16);
    put("RESIZE_NEAREST_NEIGHBOR", "AddResizeNearestNeighbor", 0, F_8_16, 4, 0);
  }

  private static void elementwise() {
    put("ABS", "AddAbs", 0, F_8_16, 0, 32);
    put("ADD", "AddAdd", 0, F_8_16 + " INT32", 8, 64);
    put("SUB", "AddSub", 0, F_8_16 + " INT32", 8, 64);
    put("MUL", "AddMul", 0, F_8_16 + " INT32", 4, 48);
    put("DIV", "AddDiv", 0, F_8 + " INT32", 4, 32);
    put("ELU", "AddElu", 0, F_8, 0, 256);
    put("EXP", "AddExp", 0, F, 0, 0);
    put("LOG", "AddLog", 0, F, 0, 0);
    put("SQRT", "AddSqrt", 0, F, 0, 0);
    put("LEAKY_RELU", "AddLeakyRelu", 0, F_8_16, 4, 32);
    put("PRELU", "AddPrelu", 0, F_8_16, 0, 32);
    put("LOGISTIC", "AddLogistic", 0, F_8_16, 0, 16);
    put("TANH", "AddTanh", 0, F_8_16, 0, 16);
    put("RELU", "AddRelu", 0, F_8_16, 0, 32);
    put("RELU6", "AddRelu6", 0, F_8_16, 0, 16);
    put("MAXIMUM", "AddMaximum", 0, F_8_16 + " INT32 INT64", 0, 0);
    put("MINIMUM", "AddMinimum", 0, F_8_16 + " INT32 INT64", 0, 0);
    put("GREATER", "AddGreater", 0, F_8_16 + " INT32 INT64", 0, 48);
    put("SELECT_V2", "AddSelectV2", 1, F_8_16, 0, 16);
  }

  private static void move() {
    put("CONCATENATION", "AddConcatenation", 0, F_8_16 + " INT32 INT64 BOOL", 8, 48);
    put("RESHAPE", "AddReshape", MicroOperator.ANY, "", 36, 0);
    put("PAD", "AddPad", 0, F_8_16 + " INT32", 0, 64);
    put("PADV2", "AddPadV2", 0, F_8_16 + " INT32", 0, 64);
    put("TRANSPOSE", "AddTranspose", 0, F_8_16, 0, 0);
    put("REVERSE_V2", "AddReverseV2", 0, F_8_16 + " INT32 INT64 UINT8 BOOL", 0, 0);
    put("SLICE", "AddSlice", 0, F_8_16 + " INT32 BOOL", 0, 0);
    put("STRIDED_SLICE", "AddStridedSlice", 0, F_8_16 + " INT32 BOOL", 24, 96);
    put("GATHER", "AddGather", 0, F_8, 8, 0);
    put("SPACE_TO_DEPTH", "AddSpaceToDepth", 0, F_8, 4, 0);
    put("DEPTH_TO_SPACE", "AddDepthToSpace", 0, F_8, 4, 0);
    put("SPACE_TO_BATCH_ND", "AddSpaceToBatchNd", 0, F_8, 0, 16);
    put("BATCH_TO_SPACE_ND", "AddBatchToSpaceNd", 0, F_8, 0, 0);
  }

  private static void border() {
    put(
        "QUANTIZE",
        "AddQuantize",
        MicroOperator.PAIR,
        "FLOAT32>INT8 FLOAT32>INT16 INT8>INT8 INT8>UINT8 INT8>INT16 INT8>INT32 UINT8>INT8"
            + " INT16>INT8 INT16>INT16 INT16>INT32 INT32>INT8 INT32>INT16",
        0,
        32);
    put(
        "DEQUANTIZE",
        "AddDequantize",
        MicroOperator.PAIR,
        "INT8>FLOAT32 INT16>FLOAT32 UINT8>FLOAT32",
        0,
        32);
    put("CAST", "AddCast", 0, F_8_16 + " INT32 UINT32 BOOL", 8, 0);
  }

  /** Those no file of this toolkit holds: registered by the usual name, types not known here. */
  private static void others() {
    for (String pair :
        List.of(
            "ADD_N AddAddN",
            "ARG_MAX AddArgMax",
            "ARG_MIN AddArgMin",
            "ASSIGN_VARIABLE AddAssignVariable",
            "BROADCAST_ARGS AddBroadcastArgs",
            "BROADCAST_TO AddBroadcastTo",
            "CALL_ONCE AddCallOnce",
            "CEIL AddCeil",
            "COS AddCos",
            "CUMSUM AddCumSum",
            "DYNAMIC_UPDATE_SLICE AddDynamicUpdateSlice",
            "EMBEDDING_LOOKUP AddEmbeddingLookup",
            "EQUAL AddEqual",
            "EXPAND_DIMS AddExpandDims",
            "FILL AddFill",
            "FLOOR AddFloor",
            "FLOOR_DIV AddFloorDiv",
            "FLOOR_MOD AddFloorMod",
            "GATHER_ND AddGatherNd",
            "GREATER_EQUAL AddGreaterEqual",
            "HARD_SWISH AddHardSwish",
            "L2_POOL_2D AddL2Pool2D",
            "LESS AddLess",
            "LESS_EQUAL AddLessEqual",
            "LOGICAL_AND AddLogicalAnd",
            "LOGICAL_NOT AddLogicalNot",
            "LOGICAL_OR AddLogicalOr",
            "LOG_SOFTMAX AddLogSoftmax",
            "MIRROR_PAD AddMirrorPad",
            "NEG AddNeg",
            "NOT_EQUAL AddNotEqual",
            "PACK AddPack",
            "READ_VARIABLE AddReadVariable",
            "REDUCE_ALL AddReduceAll",
            "REDUCE_MIN AddReduceMin",
            "RESIZE_BILINEAR AddResizeBilinear",
            "ROUND AddRound",
            "RSQRT AddRsqrt",
            "SHAPE AddShape",
            "SIN AddSin",
            "SPLIT AddSplit",
            "SPLIT_V AddSplitV",
            "SQUARE AddSquare",
            "SQUARED_DIFFERENCE AddSquaredDifference",
            "SQUEEZE AddSqueeze",
            "SVDF AddSvdf",
            "UNPACK AddUnpack",
            "VAR_HANDLE AddVarHandle",
            "ZEROS_LIKE AddZerosLike")) {
      String[] row = pair.split(" ", -1);
      put(row[0], row[1], MicroOperator.ANY, "", UNKNOWN_BYTES, UNKNOWN_BYTES);
    }
  }

  /** A guess on the safe side. */
  private static final int UNKNOWN_BYTES = 128;

  private static void put(
      String name, String method, int judged, String types, int options, int data) {
    List<String> list = types.isEmpty() ? List.of() : Arrays.asList(types.split(" ", -1));
    ALL.put(name, new MicroOperator(name, method, judged, list, options, data));
  }

  /** The operator of a name in TFLite's schema, if the runtime has it. */
  static Optional<MicroOperator> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }
}
