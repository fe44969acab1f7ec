package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.dl4jmot.runtime.op.Abs;
import org.dl4jmot.runtime.op.Dequantize;
import org.dl4jmot.runtime.op.Elu;
import org.dl4jmot.runtime.op.Exp;
import org.dl4jmot.runtime.op.Greater;
import org.dl4jmot.runtime.op.Log;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.Maximum;
import org.dl4jmot.runtime.op.Minimum;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.PRelu;
import org.dl4jmot.runtime.op.Pow;
import org.dl4jmot.runtime.op.Quantize;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.ReluN1To1;
import org.dl4jmot.runtime.op.SelectV2;
import org.dl4jmot.runtime.op.Sqrt;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;

/** Every operation that can be stored, by class and by operator code. */
final class OpSerializers {
  private static final List<OpSerializer<?>> ALL =
      List.of(
          new Conv2dSerializer(),
          new DepthwiseConv2dSerializer(),
          new TransposeConvSerializer(),
          new Conv3dSerializer(),
          new BatchMatMulSerializer(),
          new FullyConnectedSerializer(),
          PoolSerializer.max(),
          PoolSerializer.average(),
          ReductionSerializer.mean(),
          ReductionSerializer.sum(),
          ReductionSerializer.max(),
          ElementwiseSerializer.add(),
          ElementwiseSerializer.sub(),
          ElementwiseSerializer.mul(),
          ElementwiseSerializer.div(),
          new ConcatenationSerializer(),
          new ReshapeSerializer(),
          PadSerializer.pad(),
          PadSerializer.padV2(),
          new SoftmaxSerializer(),
          AttributeSerializer.transpose(),
          AttributeSerializer.reverseV2(),
          AttributeSerializer.slice(),
          new StridedSliceSerializer(),
          AttributeSerializer.tile(),
          new GatherSerializer(),
          new CastSerializer(),
          BlockSerializer.spaceToDepth(),
          BlockSerializer.depthToSpace(),
          AttributeSerializer.spaceToBatchNd(),
          AttributeSerializer.batchToSpaceNd(),
          new ResizeNearestNeighborSerializer(),
          new LstmSerializer(),
          new RnnSerializer(),
          new LeakyReluSerializer(),
          new L2NormalizationSerializer(),
          new LocalResponseNormalizationSerializer(),
          new PlainSerializer<>(
              Relu.class, BuiltinOperator.RELU, Relu::new, Versions::quantizedInput),
          new PlainSerializer<>(Relu6.class, BuiltinOperator.RELU6, Relu6::new, Versions::byInput),
          new PlainSerializer<>(
              Logistic.class, BuiltinOperator.LOGISTIC, Logistic::new, Versions::byInput),
          new PlainSerializer<>(Tanh.class, BuiltinOperator.TANH, Tanh::new, Versions::byInput),
          new PlainSerializer<>(
              ReluN1To1.class, BuiltinOperator.RELU_N1_TO_1, ReluN1To1::new, Versions::always),
          new PlainSerializer<>(PRelu.class, BuiltinOperator.PRELU, PRelu::new, Versions::always),
          new PlainSerializer<>(Elu.class, BuiltinOperator.ELU, Elu::new, Versions::always),
          new PlainSerializer<>(Abs.class, BuiltinOperator.ABS, Abs::new, Versions::abs),
          new PlainSerializer<>(Exp.class, BuiltinOperator.EXP, Exp::new, Versions::signedInput),
          new PlainSerializer<>(Log.class, BuiltinOperator.LOG, Log::new, Versions::signedInput),
          new PlainSerializer<>(Sqrt.class, BuiltinOperator.SQRT, Sqrt::new, Versions::signedInput),
          new PlainSerializer<>(Pow.class, BuiltinOperator.POW, Pow::new, Versions::always),
          new PlainSerializer<>(
              Maximum.class, BuiltinOperator.MAXIMUM, Maximum::new, Versions::extremum),
          new PlainSerializer<>(
              Minimum.class, BuiltinOperator.MINIMUM, Minimum::new, Versions::extremum),
          new PlainSerializer<>(
              Greater.class, BuiltinOperator.GREATER, Greater::new, Versions::int8Input),
          new PlainSerializer<>(
              SelectV2.class, BuiltinOperator.SELECT_V2, SelectV2::new, Versions::always),
          new PlainSerializer<>(
              Quantize.class, BuiltinOperator.QUANTIZE, Quantize::new, Versions::quantize),
          new PlainSerializer<>(
              Dequantize.class, BuiltinOperator.DEQUANTIZE, Dequantize::new, Versions::dequantize));

  private static final Map<Class<? extends Op>, OpSerializer<?>> BY_KIND =
      ALL.stream().collect(Collectors.toUnmodifiableMap(OpSerializer::kind, Function.identity()));

  private static final Map<Integer, OpSerializer<?>> BY_CODE =
      ALL.stream()
          .collect(Collectors.toUnmodifiableMap(OpSerializer::operatorCode, Function.identity()));

  private OpSerializers() {}

  /** The serializer of an operation's class, if it can be stored. */
  static Optional<OpSerializer<?>> of(Class<? extends Op> kind) {
    return Optional.ofNullable(BY_KIND.get(kind));
  }

  /** The serializer of an operator code, if it can be read. */
  static Optional<OpSerializer<?>> ofCode(int operatorCode) {
    return Optional.ofNullable(BY_CODE.get(operatorCode));
  }

  /** Names of all operators that can be read, in alphabetical order. */
  static List<String> names() {
    return BY_CODE.keySet().stream().map(BuiltinOperator::name).sorted().toList();
  }

  /** A serializer together with an operation of its kind. */
  record Bound<O extends Op>(OpSerializer<O> serializer, O op) {
    static Bound<?> of(Op op) {
      OpSerializer<?> serializer =
          OpSerializers.of(op.getClass())
              .orElseThrow(() -> new IllegalStateException("no form in a file: " + op.type()));
      return bind(serializer, op);
    }

    private static <O extends Op> Bound<O> bind(OpSerializer<O> serializer, Op op) {
      return new Bound<>(serializer, serializer.kind().cast(op));
    }

    int version(List<Tensor> inputs, List<Tensor> outputs) {
      return serializer.version(op, inputs, outputs);
    }

    String minRuntime(List<Tensor> inputs, int version) {
      return serializer.minRuntime(inputs, version);
    }

    List<Tensor> storedInputs(List<Tensor> inputs, UnaryOperator<String> freshName) {
      return serializer.storedInputs(inputs, freshName);
    }

    SortedMap<Integer, AttributeTensor> attributes(List<Tensor> inputs) {
      return serializer.attributes(op, inputs);
    }

    List<InputSlot> slots(
        List<Tensor> inputs, List<Tensor> outputs, UnaryOperator<String> freshName) {
      return serializer.slots(op, inputs, outputs, freshName);
    }

    int writeOptions(List<Tensor> inputs, FlatBufferBuilder builder) {
      return serializer.writeOptions(op, inputs, builder);
    }
  }
}
