package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.Operator;

/** An operator as a file holds it: its options and inputs, from which a serializer reads. */
final class StoredOperator {
  /** More than any attribute needs: a padding pair for each of 16 axes. */
  private static final int MAX_ATTRIBUTE_ELEMENTS = 32;

  private final Operator table;
  private final List<InputSlot> inputs;
  private final Set<Integer> taken = new TreeSet<>();

  StoredOperator(Operator table, List<InputSlot> inputs) {
    this.table = table;
    this.inputs = List.copyOf(inputs);
  }

  int inputCount() {
    return inputs.size();
  }

  Tensor input(int index) {
    if (index >= inputs.size()) {
      throw new TfliteFormatException("input " + index + " is missing");
    }
    if (inputs.get(index) instanceof InputSlot.Operand operand) {
      return operand.tensor();
    }
    throw new TfliteFormatException(
        "input " + index + " must be an ordinary tensor, not left out or variable");
  }

  /** Whether an input is there. */
  boolean has(int index) {
    return index < inputs.size() && !(inputs.get(index) instanceof InputSlot.Absent);
  }

  /** Checks that an optional input is left out; it is no operand. */
  void takeAbsent(int index, String what) {
    if (has(index)) {
      throw new TfliteFormatException(what + " (input " + index + ") is not supported");
    }
    taken.add(index);
  }

  /** Checks that an input is state of a shape; it is no operand. */
  Tensor takeState(int index, Shape shape) {
    if (index >= inputs.size() || !(inputs.get(index) instanceof InputSlot.State state)) {
      throw new TfliteFormatException("input " + index + " must be a variable tensor");
    }
    if (!state.tensor().shape().equals(shape)) {
      throw new TfliteFormatException(
          "input " + index + " must be shaped " + shape + ": " + state.tensor());
    }
    taken.add(index);
    return state.tensor();
  }

  /** The options, in the given accessor. */
  <T extends Table> T options(T accessor, byte type) {
    if (table.builtinOptionsType() != type || table.builtinOptions(accessor) == null) {
      throw new TfliteFormatException(
          "options of kind " + type + " are missing; found kind " + table.builtinOptionsType());
    }
    return accessor;
  }

  /** The elements of an input that stores an attribute; it is no operand any more. */
  int[] takeInts(int index) {
    Tensor tensor = input(index);
    if (!tensor.isConstant() || tensor.requireData().elements() > MAX_ATTRIBUTE_ELEMENTS) {
      throw new TfliteFormatException(
          "tensor '" + tensor.name() + "' must be a constant of few elements: " + tensor);
    }
    taken.add(index);
    if (tensor.type() == DataType.INT64) {
      return longs(tensor).mapToInt(Math::toIntExact).toArray();
    }
    return tensor.requireData().toInts();
  }

  private static LongStream longs(Tensor tensor) {
    var bytes = tensor.requireData().bytes();
    return IntStream.range(0, tensor.requireData().elements())
        .mapToLong(i -> bytes.getLong(i * Long.BYTES));
  }

  /** Names of the inputs that are no attributes. */
  List<String> operands() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      if (!taken.contains(i)) {
        names.add(input(i).name());
      }
    }
    return names;
  }
}
