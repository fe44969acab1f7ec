package org.dl4jmot.runtime.tflite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dl4jmot.runtime.op.Abs;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.op.BatchMatMul;
import org.dl4jmot.runtime.op.BatchToSpaceNd;
import org.dl4jmot.runtime.op.Cast;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.Conv3d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.Dequantize;
import org.dl4jmot.runtime.op.Div;
import org.dl4jmot.runtime.op.Elu;
import org.dl4jmot.runtime.op.Exp;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Gather;
import org.dl4jmot.runtime.op.Greater;
import org.dl4jmot.runtime.op.L2Normalization;
import org.dl4jmot.runtime.op.LeakyRelu;
import org.dl4jmot.runtime.op.Log;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Maximum;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Minimum;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.PRelu;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.PadV2;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Pow;
import org.dl4jmot.runtime.op.Quantize;
import org.dl4jmot.runtime.op.RecurrentActivation;
import org.dl4jmot.runtime.op.ReduceMax;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.ReluN1To1;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.ResizeNearestNeighbor;
import org.dl4jmot.runtime.op.ReverseV2;
import org.dl4jmot.runtime.op.SelectV2;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.op.SpaceToBatchNd;
import org.dl4jmot.runtime.op.SpaceToDepth;
import org.dl4jmot.runtime.op.Sqrt;
import org.dl4jmot.runtime.op.StridedSlice;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.op.Sum;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.op.Tile;
import org.dl4jmot.runtime.op.Transpose;
import org.dl4jmot.runtime.op.TransposeConv;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
import org.dl4jmot.runtime.op.UnidirectionalSequenceRnn;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The versions of LiteRT's converter/tools/versioning/op_version.cc and runtime_version.cc. */
class OperatorVersionsTest {
  private static final Shape IMAGE = Shape.of(1, 4, 4, 2);
  private static final List<Integer> ONES = List.of(1, 1, 1, 1, 1);
  private static final Window PLAIN = Window.of(1, 1, Padding.SAME);

  private static Tensor tensor(DataType type, Shape shape, float... scales) {
    Tensor tensor = Tensor.computed("t", type, shape);
    if (scales.length == 0) {
      return tensor;
    }
    return tensor.withQuantization(
        scales.length == 1
            ? QuantizationParameters.perTensor(scales[0], 0)
            : QuantizationParameters.symmetricPerAxis(scales, axisOf(shape, scales.length)));
  }

  private static int axisOf(Shape shape, int size) {
    int axis = 0;
    while (shape.dim(axis) != size) {
      axis++;
    }
    return axis;
  }

  private static int version(Op op, Tensor output, Tensor... inputs) {
    return OpSerializers.Bound.of(op).version(List.of(inputs), List.of(output));
  }

  /** Version for inputs and output of one type each. */
  private static int version(Op op, DataType input, DataType output) {
    Tensor in = input == DataType.FLOAT32 ? tensor(input, IMAGE) : tensor(input, IMAGE, 0.5f);
    Tensor out = output == DataType.FLOAT32 ? tensor(output, IMAGE) : tensor(output, IMAGE, 0.5f);
    return version(op, out, in, in);
  }

  private static List<Integer> versions(Op op) {
    List<Integer> versions = new ArrayList<>();
    for (DataType type : List.of(DataType.FLOAT32, DataType.INT8, DataType.INT16)) {
      versions.add(version(op, type, type));
    }
    return versions;
  }

  /** Version of an operation with weights; a bias of shape [3] if its type is given. */
  private static int weighted(
      Op op, DataType activation, Shape weights, DataType weightType, float... scales) {
    Tensor data =
        activation == DataType.FLOAT32
            ? tensor(activation, IMAGE)
            : tensor(activation, IMAGE, 0.1f);
    DataType bias =
        switch (activation) {
          case INT8 -> DataType.INT32;
          case INT16 -> DataType.INT64;
          default -> DataType.FLOAT32;
        };
    return version(op, data, data, tensor(weightType, weights, scales), tensor(bias, Shape.of(3)));
  }

  @Test
  void convolutionDependsOnWeightsAndScales() {
    Op conv = new Conv2d(PLAIN, Activation.NONE);
    Shape filter = Shape.of(3, 1, 1, 2);
    assertEquals(1, weighted(conv, DataType.FLOAT32, filter, DataType.FLOAT32));
    assertEquals(2, weighted(conv, DataType.FLOAT32, filter, DataType.INT8, 1));
    assertEquals(5, weighted(conv, DataType.FLOAT32, filter, DataType.INT8, 1, 2, 3));
    assertEquals(3, weighted(conv, DataType.INT8, filter, DataType.INT8, 1));
    assertEquals(3, weighted(conv, DataType.INT8, filter, DataType.INT8, 1, 2, 3));
    assertEquals(8, weighted(conv, DataType.INT16, filter, DataType.INT8, 1, 2, 3));
  }

  @Test
  void depthwiseConvolutionDependsOnDilationToo() {
    Op plain = new DepthwiseConv2d(PLAIN, Activation.NONE);
    Op dilated = new DepthwiseConv2d(new Window(1, 1, 2, 1, Padding.SAME), Activation.NONE);
    Shape filter = Shape.of(1, 2, 2, 4);
    assertEquals(1, weighted(plain, DataType.FLOAT32, filter, DataType.FLOAT32));
    assertEquals(2, weighted(dilated, DataType.FLOAT32, filter, DataType.FLOAT32));
    assertEquals(4, weighted(plain, DataType.FLOAT32, filter, DataType.INT8, 1));
    assertEquals(6, weighted(plain, DataType.FLOAT32, filter, DataType.INT8, 1, 2, 3, 4));
    assertEquals(3, weighted(dilated, DataType.INT8, filter, DataType.INT8, 1, 2, 3, 4));
  }

  @Test
  void fullyConnectedDependsOnBiasAndDimensionsToo() {
    Op plain = FullyConnected.of(Activation.NONE);
    Op keeping = new FullyConnected(Activation.NONE, true, false);
    Op asymmetric = new FullyConnected(Activation.NONE, false, true);
    Shape weights = Shape.of(3, 2);
    assertEquals(1, weighted(plain, DataType.FLOAT32, weights, DataType.FLOAT32));
    assertEquals(3, weighted(plain, DataType.FLOAT32, weights, DataType.INT8, 1));
    assertEquals(9, weighted(asymmetric, DataType.FLOAT32, weights, DataType.INT8, 1));
    assertEquals(12, weighted(plain, DataType.FLOAT32, weights, DataType.INT8, 1, 2, 3));
    assertEquals(4, weighted(plain, DataType.INT8, weights, DataType.INT8, 1));
    assertEquals(5, weighted(keeping, DataType.INT8, weights, DataType.INT8, 1));
    assertEquals(11, weighted(plain, DataType.INT16, weights, DataType.INT8, 1));
    Tensor data = tensor(DataType.FLOAT32, IMAGE);
    assertEquals(6, version(plain, data, data, tensor(DataType.FLOAT32, weights)));
  }

  @Test
  void mostOperationsHaveAVersionPerElementType() {
    List<Op> ops =
        List.of(
            new MaxPool2d(2, 2, PLAIN, Activation.NONE),
            new AveragePool2d(2, 2, PLAIN, Activation.NONE),
            new Mean(List.of(1, 2), false),
            new Add(Activation.NONE),
            new Concatenation(3, Activation.NONE),
            new Pad(List.of(0, 0, 0, 0), List.of(0, 0, 0, 0)),
            new PadV2(List.of(0, 0, 0, 0), List.of(0, 0, 0, 0)),
            new Relu(),
            new Relu6(),
            new Logistic(),
            new Tanh(),
            Softmax.standard());
    ops.forEach(op -> assertEquals(List.of(1, 2, 3), versions(op), op::type));
    assertEquals(List.of(1, 1, 1), versions(new Reshape(IMAGE)));
    assertEquals(List.of(1, 2, 5), versions(new Sub(Activation.NONE)));
  }

  @Test
  void multiplicationThatEnlargesNeedsVersionThree() {
    Op mul = new Mul(Activation.NONE);
    assertEquals(List.of(1, 2, 4), versions(mul));
    Tensor coarse = tensor(DataType.INT8, IMAGE, 1);
    assertEquals(3, version(mul, tensor(DataType.INT8, IMAGE, 0.5f), coarse, coarse));
  }

  @Test
  void elementwiseOperationsHaveVersionsOfTheirOwn() {
    assertEquals(List.of(1, 2, 3), versions(new Abs()));
    assertEquals(List.of(1, 2, 3), versions(new ReduceMax(List.of(1), false)));
    assertEquals(List.of(1, 2, 1), versions(new Sum(List.of(1), false)));
    assertEquals(List.of(1, 2, 1), versions(new L2Normalization()));
    assertEquals(List.of(1, 2, 4), versions(new Maximum()));
    assertEquals(List.of(1, 2, 4), versions(new Minimum()));
    List.of(new Exp(), new Log(), new Sqrt())
        .forEach(op -> assertEquals(List.of(1, 2, 2), versions(op), op::type));
    assertEquals(List.of(1, 1, 2), versions(new LeakyRelu(0.1f)));
    List.of(new Elu(), new PRelu(), new ReluN1To1(), new Pow(), new Div(Activation.NONE))
        .forEach(op -> assertEquals(List.of(1, 1, 1), versions(op), op::type));
    assertEquals(1, versions(new Greater()).get(0));
    assertEquals(1, versions(new SelectV2()).get(0));
  }

  @Test
  void broadcastingBeyondFourAxesNeedsANewerVersion() {
    Tensor volume = tensor(DataType.FLOAT32, Shape.of(1, 2, 2, 2, 2));
    Tensor row = tensor(DataType.FLOAT32, Shape.of(2));
    assertEquals(3, version(new Maximum(), volume, volume, row));
    assertEquals(2, version(new Div(Activation.NONE), volume, volume, row));
    assertEquals(1, version(new Div(Activation.NONE), volume, volume, volume));
  }

  @Test
  void formatChangesDependOnBothSides() {
    assertEquals(1, version(new Quantize(), DataType.FLOAT32, DataType.INT8));
    assertEquals(2, version(new Quantize(), DataType.FLOAT32, DataType.INT16));
    assertEquals(2, version(new Dequantize(), DataType.INT8, DataType.FLOAT32));
    assertEquals(3, version(new Dequantize(), DataType.FLOAT16, DataType.FLOAT32));
    assertEquals(
        5,
        version(
            new Dequantize(),
            tensor(DataType.FLOAT32, IMAGE),
            tensor(DataType.INT8, IMAGE, 1, 2, 3, 4)));
  }

  @Test
  void transposedConvolutionDependsOnActivationBiasAndWeights() {
    Op plain = new TransposeConv(4, 4, PLAIN, Activation.NONE);
    Op clamped = new TransposeConv(4, 4, PLAIN, Activation.RELU);
    Shape filter = Shape.of(3, 2, 2, 2);
    Tensor data = tensor(DataType.FLOAT32, IMAGE);
    Tensor bytes = tensor(DataType.INT8, IMAGE, 0.1f);
    assertEquals(1, version(plain, data, data, tensor(DataType.FLOAT32, filter)));
    assertEquals(2, version(plain, bytes, bytes, tensor(DataType.INT8, filter, 1, 2, 3)));
    assertEquals(3, weighted(plain, DataType.INT8, filter, DataType.INT8, 1, 2, 3));
    assertEquals(4, weighted(clamped, DataType.FLOAT32, filter, DataType.FLOAT32));
    assertEquals(
        RuntimeVersions.TESTED,
        new TransposeConvSerializer()
            .minRuntime(List.of(data, tensor(DataType.INT8, filter, 1, 2, 3)), 2));
    assertEquals(List.of(1, 2, 3), versions(BatchMatMul.plain()));
    assertEquals(1, versions(new Conv3d(1, 1, PLAIN, Activation.NONE)).get(0));
  }

  @Test
  void operationsThatMoveElementsDependOnTypeAndRank() {
    List<Op> threeVersions =
        List.of(
            new SpaceToBatchNd(List.of(2, 2), List.of(0, 0), List.of(0, 0)),
            new BatchToSpaceNd(List.of(2, 2), List.of(0, 0), List.of(0, 0)),
            new ResizeNearestNeighbor(2, 2),
            new Gather(0),
            new Slice(List.of(0, 0, 0, 0), List.of(1, 1, 1, 1)));
    threeVersions.forEach(op -> assertEquals(List.of(1, 2, 4), versions(op), op::type));
    assertEquals(List.of(1, 2, 5), versions(new Transpose(List.of(0, 3, 1, 2))));
    assertEquals(List.of(1, 3, 1), versions(new ReverseV2(1)));
    assertEquals(List.of(1, 3, 1), versions(new Tile(List.of(1, 1, 1, 2))));
    assertEquals(List.of(1, 2, 1), versions(new SpaceToDepth(2)));
    assertEquals(1, version(new Cast(DataType.INT32), DataType.FLOAT32, DataType.INT32));
    Tensor five = tensor(DataType.FLOAT32, Shape.of(1, 1, 1, 1, 1));
    assertEquals(4, version(new Transpose(List.of(0, 1, 2, 3, 4)), five, five));
    assertEquals(5, version(new Slice(ONES, ONES), five, five));
    assertEquals(4, version(new StridedSlice(ONES, ONES, ONES), five, five));
  }

  @Test
  void recurrentOperationsDependOnWeightsAndTheirInputs() {
    for (boolean asymmetric : List.of(false, true)) {
      Op lstm =
          UnidirectionalSequenceLstm.of(RecurrentActivation.TANH, false)
              .withAsymmetricInputs(asymmetric);
      Op rnn = new UnidirectionalSequenceRnn(RecurrentActivation.TANH, false, asymmetric);
      Tensor data = tensor(DataType.FLOAT32, Shape.of(1, 2, 3));
      Tensor weights = tensor(DataType.INT8, Shape.of(3, 3), 1);
      for (Op op : List.of(lstm, rnn)) {
        assertEquals(1, version(op, data, data, data, data));
        assertEquals(asymmetric ? 3 : 2, version(op, data, data, weights, weights));
      }
    }
  }

  @Test
  void everyVersionHasARelease() {
    Arrays.asList("2.3.0", "2.17.0", "1.14.0", "").stream()
        .max(RuntimeVersions.ORDER)
        .ifPresent(newest -> assertEquals("2.17.0", newest));
    assertTrue(RuntimeVersions.isKnown(9, 12));
    assertEquals("2.17.0", RuntimeVersions.of(9, 12));
    assertEquals(false, RuntimeVersions.isKnown(9, 13));
    assertEquals(false, RuntimeVersions.isKnown(9, 0));
  }
}
