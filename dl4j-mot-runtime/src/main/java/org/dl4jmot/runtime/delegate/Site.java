package org.dl4jmot.runtime.delegate;

import java.util.List;
import java.util.Set;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * A node as a rule sees it.
 *
 * @param op its operation
 * @param inputs its input tensors; attributes are none
 * @param output its result
 * @param unpacked names of tensors that are constants behind a DEQUANTIZE, such as float16 weights
 */
record Site<O extends Op>(O op, List<Tensor> inputs, Tensor output, Set<String> unpacked) {
  static Site<Op> of(Graph graph, Node node, Set<String> unpacked) {
    return new Site<>(node.op(), graph.inputsOf(node), graph.tensor(node.output()), unpacked);
  }

  <P extends Op> Site<P> as(Class<P> kind) {
    return new Site<>(kind.cast(op), inputs, output, unpacked);
  }

  boolean has(int input) {
    return input < inputs.size();
  }

  Tensor input(int index) {
    return inputs.get(index);
  }

  DataType type(int input) {
    return inputs.get(input).type();
  }

  /** Whether the elements are known before anything runs. */
  boolean isConstant(Tensor tensor) {
    return tensor.isConstant() || isUnpacked(tensor);
  }

  /** Whether a tensor is a constant behind a DEQUANTIZE. */
  boolean isUnpacked(Tensor tensor) {
    return unpacked.contains(tensor.name());
  }

  /** Inputs whose elements are known only when the graph runs. */
  int computedInputs() {
    return (int) inputs.stream().filter(tensor -> !isConstant(tensor)).count();
  }

  /** The scale of an input or the result, NaN if it is none or not per tensor. */
  static float scale(Tensor tensor) {
    return tensor
        .quantization()
        .filter(quantization -> !quantization.isPerAxis())
        .map(quantization -> quantization.scale())
        .orElse(Float.NaN);
  }
}
