package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * An operation: a record of its attributes. What is data (weights, bias, a padding value) is an
 * input tensor; what steers the computation (strides, axes, a new shape) is an attribute, even
 * where the file format stores it as a tensor.
 *
 * <p>The permitted records are the list of all operations; adding one means adding its record here,
 * its kernel and its serializer.
 */
public sealed interface Op
    permits Abs,
        Add,
        AveragePool2d,
        BatchMatMul,
        BatchToSpaceNd,
        Cast,
        Concatenation,
        Conv2d,
        Conv3d,
        DepthToSpace,
        DepthwiseConv2d,
        Dequantize,
        Div,
        Elu,
        Exp,
        FullyConnected,
        Gather,
        Greater,
        Identity,
        L2Normalization,
        LeakyRelu,
        LocalResponseNormalization,
        Log,
        Logistic,
        MaxPool2d,
        Maximum,
        Mean,
        Minimum,
        Mul,
        PRelu,
        Pad,
        PadV2,
        Pow,
        Quantize,
        ReduceMax,
        Relu,
        Relu6,
        ReluN1To1,
        Reshape,
        ResizeNearestNeighbor,
        ReverseV2,
        SelectV2,
        Slice,
        Softmax,
        SpaceToBatchNd,
        SpaceToDepth,
        Sqrt,
        StridedSlice,
        Sub,
        Sum,
        Tanh,
        Tile,
        Transpose,
        TransposeConv,
        UnidirectionalSequenceLstm,
        UnidirectionalSequenceRnn {

  /** The TFLite operator's name, for example {@code CONV_2D}. */
  String type();

  /**
   * Shapes of the results for inputs of the given shapes, in the operator's order.
   *
   * @throws IllegalArgumentException if the inputs' number or shapes do not suit the operation,
   *     saying why
   */
  List<Shape> outputShapes(List<Shape> inputs);
}
