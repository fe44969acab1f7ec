package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.UnidirectionalSequenceLSTMOptions;

/**
 * UNIDIRECTIONAL_SEQUENCE_LSTM: 24 places for inputs, those of projection and layer normalization
 * always empty, those of peepholes where there are none.
 */
final class LstmSerializer implements OpSerializer<UnidirectionalSequenceLstm> {
  private static final int PLACES = 24;
  private static final int INTERMEDIATES = 5;
  private static final int INPUT_TO_INPUT = 1;
  private static final int PEEPHOLES = 9;
  private static final int BIASES = 12;
  private static final int PROJECTION = 16;
  private static final int PROJECTION_BIAS = 17;
  private static final int OUTPUT_STATE = 18;
  private static final int CELL_STATE = 19;

  @Override
  public Class<UnidirectionalSequenceLstm> kind() {
    return UnidirectionalSequenceLstm.class;
  }

  @Override
  public int operatorCode() {
    return BuiltinOperator.UNIDIRECTIONAL_SEQUENCE_LSTM;
  }

  @Override
  public int version(UnidirectionalSequenceLstm op, List<Tensor> inputs, List<Tensor> outputs) {
    if (!Versions.isHybrid(inputs, outputs)) {
      return 1;
    }
    return op.asymmetricInputs() ? 3 : 2;
  }

  /**
   * The integer kernel kept version 1, but that of 2.6.2 computes other results, most bytes of
   * them.
   */
  @Override
  public String minRuntime(List<Tensor> inputs, int version) {
    return inputs.get(0).type() == DataType.INT8
        ? RuntimeVersions.TESTED
        : RuntimeVersions.of(operatorCode(), version);
  }

  @Override
  public List<InputSlot> slots(
      UnidirectionalSequenceLstm op,
      List<Tensor> inputs,
      List<Tensor> outputs,
      UnaryOperator<String> freshName) {
    List<InputSlot> slots = new ArrayList<>(Collections.nCopies(PLACES, new InputSlot.Absent()));
    for (int i = 0; i < inputs.size(); i++) {
      int place = i < op.bias(0) ? i : i - op.bias(0) + BIASES;
      slots.set(place, new InputSlot.Operand(inputs.get(i)));
    }
    Shape state = state(op, inputs.get(0), inputs.get(INPUT_TO_INPUT));
    Tensor hidden = outputs.get(0).shaped(state).named(freshName.apply("output_state"));
    slots.set(OUTPUT_STATE, new InputSlot.State(hidden));
    slots.set(CELL_STATE, new InputSlot.State(cell(op, hidden, freshName.apply("cell_state"))));
    return slots;
  }

  private static Tensor cell(UnidirectionalSequenceLstm op, Tensor hidden, String name) {
    return hidden.type() == DataType.FLOAT32
        ? Tensor.ofFloat(name, hidden.shape())
        : Tensor.computed(name, DataType.INT16, hidden.shape())
            .withQuantization(
                QuantizationParameters.perTensor(Math.scalb(1f, op.cellExponent()), 0));
  }

  /**
   * The integer kernel asks the fifth for the quantization of what would be projected, the result
   * where there is no projection; the others matter to layer normalization alone.
   */
  @Override
  public List<Tensor> intermediates(List<Tensor> outputs, UnaryOperator<String> freshName) {
    Tensor output = outputs.get(0);
    return output.type() == DataType.FLOAT32
        ? List.of()
        : Collections.nCopies(INTERMEDIATES, output.named(freshName.apply("hidden")));
  }

  private static Shape state(UnidirectionalSequenceLstm op, Tensor input, Tensor weights) {
    return Shape.of(input.shape().dim(op.timeMajor() ? 1 : 0), weights.shape().dim(0));
  }

  @Override
  public byte optionsType() {
    return BuiltinOptions.UnidirectionalSequenceLSTMOptions;
  }

  @Override
  public int writeOptions(
      UnidirectionalSequenceLstm op, List<Tensor> inputs, FlatBufferBuilder builder) {
    return UnidirectionalSequenceLSTMOptions.createUnidirectionalSequenceLSTMOptions(
        builder,
        SchemaCodes.of(op.activation()),
        0,
        0,
        op.timeMajor(),
        op.asymmetricInputs(),
        false);
  }

  @Override
  public UnidirectionalSequenceLstm read(StoredOperator stored) {
    var options = stored.options(new UnidirectionalSequenceLSTMOptions(), optionsType());
    if (options.cellClip() != 0 || options.projClip() != 0) {
      throw new TfliteFormatException("a clipped LSTM is not supported");
    }
    boolean peepholes = stored.has(PEEPHOLES);
    UnidirectionalSequenceLstm op =
        new UnidirectionalSequenceLstm(
            SchemaCodes.recurrentActivation(options.fusedActivationFunction()),
            peepholes,
            options.timeMajor(),
            options.asymmetricQuantizeInputs(),
            UnidirectionalSequenceLstm.GREATEST_CELL_EXPONENT);
    if (!peepholes) {
      for (int place = PEEPHOLES; place < BIASES; place++) {
        stored.takeAbsent(place, "a single peephole");
      }
    }
    stored.takeAbsent(PROJECTION, "projection");
    stored.takeAbsent(PROJECTION_BIAS, "projection bias");
    if (!stored.has(INPUT_TO_INPUT)) {
      throw new TfliteFormatException("an LSTM without input gate is not supported");
    }
    Shape state = state(op, stored.input(0), stored.input(INPUT_TO_INPUT));
    stored.takeState(OUTPUT_STATE, state);
    Tensor cell = stored.takeState(CELL_STATE, state);
    for (int place = CELL_STATE + 1; place < PLACES; place++) {
      stored.takeAbsent(place, "layer normalization");
    }
    return cell.type() == DataType.INT16 ? op.withCellExponent(exponent(cell)) : op;
  }

  private static int exponent(Tensor cell) {
    float scale = cell.requireQuantization().scale();
    int exponent = Math.getExponent(scale);
    if (scale != Math.scalb(1f, exponent)) {
      throw new TfliteFormatException("the cell state's scale must be a power of two: " + scale);
    }
    return exponent;
  }
}
