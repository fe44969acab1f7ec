package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import com.google.flatbuffers.Table;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntBiFunction;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Div;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.AddOptions;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.DivOptions;
import org.tensorflow.lite.schema.MulOptions;
import org.tensorflow.lite.schema.SubOptions;

/**
 * ADD, SUB, MUL and DIV: two inputs, and a fused activation as only attribute.
 *
 * @param <O> the operation
 * @param <T> its options
 */
final class ElementwiseSerializer<O extends Op, T extends Table> implements OpSerializer<O> {
  /** The operation: class, code, construction and reading of its only attribute, version. */
  private record Operation<O>(
      Class<O> kind,
      int code,
      Function<Activation, O> create,
      Function<O, Activation> activation,
      ToIntBiFunction<List<Tensor>, List<Tensor>> version) {}

  /** The options table: kind and access. */
  private record Options<T>(byte type, Supplier<T> create, Function<T, Byte> fused, Writer write) {}

  private interface Writer {
    int write(FlatBufferBuilder builder, byte fused, DataType type);
  }

  private final Operation<O> operation;
  private final Options<T> options;

  private ElementwiseSerializer(Operation<O> operation, Options<T> options) {
    this.operation = operation;
    this.options = options;
  }

  static OpSerializer<Add> add() {
    return new ElementwiseSerializer<>(
        new Operation<>(
            Add.class,
            BuiltinOperator.ADD,
            Add::new,
            Add::activation,
            (inputs, outputs) ->
                inputs.get(0).type() == DataType.INT64 ? 4 : addInt16(inputs, outputs)),
        new Options<>(
            BuiltinOptions.AddOptions,
            AddOptions::new,
            AddOptions::fusedActivationFunction,
            (builder, fused, type) ->
                AddOptions.createAddOptions(builder, fused, powerOfTwoScales(type))));
  }

  static OpSerializer<Sub> sub() {
    return new ElementwiseSerializer<>(
        new Operation<>(
            Sub.class,
            BuiltinOperator.SUB,
            Sub::new,
            Sub::activation,
            ElementwiseSerializer::subVersion),
        new Options<>(
            BuiltinOptions.SubOptions,
            SubOptions::new,
            SubOptions::fusedActivationFunction,
            (builder, fused, type) ->
                SubOptions.createSubOptions(builder, fused, powerOfTwoScales(type))));
  }

  static OpSerializer<Mul> mul() {
    return new ElementwiseSerializer<>(
        new Operation<>(
            Mul.class,
            BuiltinOperator.MUL,
            Mul::new,
            Mul::activation,
            ElementwiseSerializer::mulVersion),
        new Options<>(
            BuiltinOptions.MulOptions,
            MulOptions::new,
            MulOptions::fusedActivationFunction,
            (builder, fused, type) -> MulOptions.createMulOptions(builder, fused)));
  }

  static OpSerializer<Div> div() {
    return new ElementwiseSerializer<>(
        new Operation<>(
            Div.class,
            BuiltinOperator.DIV,
            Div::new,
            Div::activation,
            (inputs, outputs) -> Versions.broadcastsBeyondFourAxes(inputs) ? 2 : 1),
        new Options<>(
            BuiltinOptions.DivOptions,
            DivOptions::new,
            DivOptions::fusedActivationFunction,
            (builder, fused, type) -> DivOptions.createDivOptions(builder, fused)));
  }

  /** The schema's default is true; int16 tensors of ours have any scale. */
  private static boolean powerOfTwoScales(DataType type) {
    return type != DataType.INT16;
  }

  private static int addInt16(List<Tensor> inputs, List<Tensor> outputs) {
    Tensor first = inputs.get(0);
    boolean plain = first.type() == DataType.INT16 && first.quantization().isEmpty();
    return plain ? 5 : Versions.byInput(inputs, outputs);
  }

  private static int subVersion(List<Tensor> inputs, List<Tensor> outputs) {
    DataType type = inputs.get(0).type();
    if (type == DataType.INT16 || type == DataType.INT64) {
      return type == DataType.INT16 ? 5 : 4;
    }
    return Versions.broadcastsBeyondFourAxes(inputs) ? 3 : Versions.byInput(inputs, outputs);
  }

  private static int mulVersion(List<Tensor> inputs, List<Tensor> outputs) {
    DataType type = inputs.get(0).type();
    boolean quantized = inputs.stream().anyMatch(input -> input.quantization().isPresent());
    if (type == DataType.INT16) {
      return quantized ? 4 : 7;
    }
    if (type == DataType.INT64) {
      return 5;
    }
    return enlarges(inputs, outputs) ? 3 : Versions.byInput(inputs, outputs);
  }

  /**
   * Whether the kernel must multiply by 1 or more to get from the product's scale to the result.
   */
  private static boolean enlarges(List<Tensor> inputs, List<Tensor> outputs) {
    float left = firstScale(inputs.get(0));
    float right = firstScale(inputs.get(1));
    float result = firstScale(outputs.get(0));
    return left != 0 && right != 0 && result != 0 && left * right / result >= 1;
  }

  private static float firstScale(Tensor tensor) {
    return tensor.quantization().map(parameters -> parameters.scale(0)).orElse(0f);
  }

  @Override
  public Class<O> kind() {
    return operation.kind();
  }

  @Override
  public int operatorCode() {
    return operation.code();
  }

  @Override
  public int version(O op, List<Tensor> inputs, List<Tensor> outputs) {
    return operation.version().applyAsInt(inputs, outputs);
  }

  @Override
  public byte optionsType() {
    return options.type();
  }

  @Override
  public int writeOptions(O op, List<Tensor> inputs, FlatBufferBuilder builder) {
    byte fused = SchemaCodes.of(operation.activation().apply(op));
    return options.write().write(builder, fused, inputs.get(0).type());
  }

  @Override
  public O read(StoredOperator stored) {
    T table = stored.options(options.create().get(), options.type());
    return operation.create().apply(SchemaCodes.activation(options.fused().apply(table)));
  }
}
