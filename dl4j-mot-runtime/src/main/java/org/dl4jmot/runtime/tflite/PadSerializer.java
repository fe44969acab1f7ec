package org.dl4jmot.runtime.tflite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.PadV2;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;

/**
 * PAD and PADV2; the paddings, a row (before, after) per axis, are their second input.
 *
 * @param <O> the operation
 */
final class PadSerializer<O extends Op> implements OpSerializer<O> {
  private final Class<O> kind;
  private final int operatorCode;
  private final Function<O, Pad> attributes;
  private final BiFunction<List<Integer>, List<Integer>, O> operation;

  private PadSerializer(
      Class<O> kind,
      int operatorCode,
      Function<O, Pad> attributes,
      BiFunction<List<Integer>, List<Integer>, O> operation) {
    this.kind = kind;
    this.operatorCode = operatorCode;
    this.attributes = attributes;
    this.operation = operation;
  }

  static PadSerializer<Pad> pad() {
    return new PadSerializer<>(Pad.class, BuiltinOperator.PAD, pad -> pad, Pad::new);
  }

  static PadSerializer<PadV2> padV2() {
    return new PadSerializer<>(
        PadV2.class, BuiltinOperator.PADV2, pad -> new Pad(pad.before(), pad.after()), PadV2::new);
  }

  @Override
  public Class<O> kind() {
    return kind;
  }

  @Override
  public int operatorCode() {
    return operatorCode;
  }

  @Override
  public int version(O op, List<Tensor> inputs, List<Tensor> outputs) {
    return inputs.get(0).shape().rank() > 4 ? 4 : Versions.byInput(inputs, outputs);
  }

  @Override
  public Optional<AttributeTensor> attribute(O op) {
    Pad pad = attributes.apply(op);
    int rank = pad.before().size();
    int[] rows = new int[2 * rank];
    for (int axis = 0; axis < rank; axis++) {
      rows[2 * axis] = pad.before().get(axis);
      rows[2 * axis + 1] = pad.after().get(axis);
    }
    return Optional.of(new AttributeTensor("paddings", Shape.of(rank, 2), rows));
  }

  @Override
  public O read(StoredOperator stored) {
    int[] rows = stored.takeInts(ATTRIBUTE_INPUT);
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    for (int axis = 0; axis < rows.length / 2; axis++) {
      before.add(rows[2 * axis]);
      after.add(rows[2 * axis + 1]);
    }
    return operation.apply(before, after);
  }
}
