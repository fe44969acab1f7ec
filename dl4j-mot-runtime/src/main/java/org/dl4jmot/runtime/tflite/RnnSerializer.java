package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.dl4jmot.runtime.op.UnidirectionalSequenceRnn;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.SequenceRNNOptions;

/** UNIDIRECTIONAL_SEQUENCE_RNN: input, both weights, bias, state. */
final class RnnSerializer implements OpSerializer<UnidirectionalSequenceRnn> {
  private static final int WEIGHTS = 1;
  private static final int STATE = 4;

  @Override
  public Class<UnidirectionalSequenceRnn> kind() {
    return UnidirectionalSequenceRnn.class;
  }

  @Override
  public int operatorCode() {
    return BuiltinOperator.UNIDIRECTIONAL_SEQUENCE_RNN;
  }

  @Override
  public int version(UnidirectionalSequenceRnn op, List<Tensor> inputs, List<Tensor> outputs) {
    if (!Versions.isHybrid(inputs, outputs)) {
      return 1;
    }
    return op.asymmetricInputs() ? 3 : 2;
  }

  @Override
  public List<InputSlot> slots(
      UnidirectionalSequenceRnn op,
      List<Tensor> inputs,
      List<Tensor> outputs,
      UnaryOperator<String> freshName) {
    List<InputSlot> slots =
        new ArrayList<>(OpSerializer.super.slots(op, inputs, outputs, freshName));
    Shape shape = state(op, inputs.get(0), inputs.get(WEIGHTS));
    slots.add(STATE, new InputSlot.State(Tensor.ofFloat(freshName.apply("hidden_state"), shape)));
    return slots;
  }

  private static Shape state(UnidirectionalSequenceRnn op, Tensor input, Tensor weights) {
    return Shape.of(input.shape().dim(op.timeMajor() ? 1 : 0), weights.shape().dim(0));
  }

  @Override
  public byte optionsType() {
    return BuiltinOptions.SequenceRNNOptions;
  }

  @Override
  public int writeOptions(
      UnidirectionalSequenceRnn op, List<Tensor> inputs, FlatBufferBuilder builder) {
    return SequenceRNNOptions.createSequenceRNNOptions(
        builder, op.timeMajor(), SchemaCodes.of(op.activation()), op.asymmetricInputs());
  }

  @Override
  public UnidirectionalSequenceRnn read(StoredOperator stored) {
    var options = stored.options(new SequenceRNNOptions(), optionsType());
    UnidirectionalSequenceRnn op =
        new UnidirectionalSequenceRnn(
            SchemaCodes.recurrentActivation(options.fusedActivationFunction()),
            options.timeMajor(),
            options.asymmetricQuantizeInputs());
    stored.takeState(STATE, state(op, stored.input(0), stored.input(WEIGHTS)));
    return op;
  }
}
