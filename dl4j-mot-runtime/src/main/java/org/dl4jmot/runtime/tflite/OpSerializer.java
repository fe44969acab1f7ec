package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOptions;

/**
 * How one kind of operation is stored: its operator code, builtin options and version, and back.
 *
 * @param <O> the operation
 */
interface OpSerializer<O extends Op> {
  /** Where an operator takes an attribute as a tensor, it is the second input. */
  int ATTRIBUTE_INPUT = 1;

  /** The operation's class. */
  Class<O> kind();

  /** Code in the schema's {@code BuiltinOperator}. */
  int operatorCode();

  /**
   * The version that the operator needs for these tensors, as LiteRT's converter computes it
   * (converter/tools/versioning/op_version.cc).
   */
  int version(O op, List<Tensor> inputs, List<Tensor> outputs);

  /** First release whose kernel computes this use of the operator right. */
  default String minRuntime(List<Tensor> inputs, int version) {
    return RuntimeVersions.of(operatorCode(), version);
  }

  /**
   * The inputs to store for a node's inputs: more than those where the file needs one that the
   * graph leaves out.
   *
   * @param freshName makes a tensor name, unique in the file, of a label and the node's name
   */
  default List<Tensor> storedInputs(List<Tensor> inputs, UnaryOperator<String> freshName) {
    return inputs;
  }

  /**
   * What stands in each place among the operator's inputs in the file, attributes aside: by default
   * the stored inputs, one behind another.
   *
   * @param inputs the stored inputs
   * @param outputs the results
   * @param freshName makes a tensor name, unique in the file, of a label and the node's name
   */
  default List<InputSlot> slots(
      O op, List<Tensor> inputs, List<Tensor> outputs, UnaryOperator<String> freshName) {
    return inputs.stream().<InputSlot>map(InputSlot.Operand::new).toList();
  }

  /**
   * Tensors that are computed inside the operator and whose quantization its kernel wants to know;
   * mostly none.
   *
   * @param freshName makes a tensor name, unique in the file, of a label and the node's name
   */
  default List<Tensor> intermediates(List<Tensor> outputs, UnaryOperator<String> freshName) {
    return List.of();
  }

  /** The attribute that is stored as an int32 tensor in place {@link #ATTRIBUTE_INPUT}. */
  default Optional<AttributeTensor> attribute(O op) {
    return Optional.empty();
  }

  /**
   * All attributes that are stored as int32 tensors, by their place among the stored inputs; those
   * of {@link #attribute} unless an operator has several.
   *
   * @param inputs the node's inputs
   */
  default SortedMap<Integer, AttributeTensor> attributes(O op, List<Tensor> inputs) {
    SortedMap<Integer, AttributeTensor> attributes = new TreeMap<>();
    attribute(op).ifPresent(only -> attributes.put(ATTRIBUTE_INPUT, only));
    return attributes;
  }

  /**
   * A node's inputs in the file's order where that is another. Applied to the file's order it gives
   * the node's.
   */
  default <T> List<T> exchanged(List<T> inputs) {
    return inputs;
  }

  /** Kind of the options table in the schema's {@code BuiltinOptions}. */
  default byte optionsType() {
    return BuiltinOptions.NONE;
  }

  /** Writes the options table; 0 for operators without one. */
  default int writeOptions(O op, List<Tensor> inputs, FlatBufferBuilder builder) {
    return 0;
  }

  /** The operation of a stored operator; takes the inputs that are attributes. */
  O read(StoredOperator stored);
}
