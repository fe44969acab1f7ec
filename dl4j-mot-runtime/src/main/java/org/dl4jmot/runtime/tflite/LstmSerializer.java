package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
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

  @Override
  public List<InputSlot> slots(
      UnidirectionalSequenceLstm op, List<Tensor> inputs, UnaryOperator<String> freshName) {
    List<InputSlot> slots = new ArrayList<>(Collections.nCopies(PLACES, new InputSlot.Absent()));
    for (int i = 0; i < inputs.size(); i++) {
      int place = i < op.bias(0) ? i : i - op.bias(0) + BIASES;
      slots.set(place, new InputSlot.Operand(inputs.get(i)));
    }
    Shape state = state(op, inputs.get(0), inputs.get(INPUT_TO_INPUT));
    slots.set(OUTPUT_STATE, state(freshName.apply("output_state"), state));
    slots.set(CELL_STATE, state(freshName.apply("cell_state"), state));
    return slots;
  }

  private static InputSlot state(String name, Shape shape) {
    return new InputSlot.State(Tensor.ofFloat(name, shape));
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
            options.asymmetricQuantizeInputs());
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
    stored.takeState(CELL_STATE, state);
    for (int place = CELL_STATE + 1; place < PLACES; place++) {
      stored.takeAbsent(place, "layer normalization");
    }
    return op;
  }
}
