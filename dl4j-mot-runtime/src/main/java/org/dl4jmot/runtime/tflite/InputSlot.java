package org.dl4jmot.runtime.tflite;

import org.dl4jmot.runtime.tensor.Tensor;

/** What stands in one place among the inputs of an operator in a file. */
sealed interface InputSlot {
  /**
   * A tensor of the graph.
   *
   * @param tensor the tensor
   */
  record Operand(Tensor tensor) implements InputSlot {}

  /** Nothing: an optional input that is left out. */
  record Absent() implements InputSlot {}

  /**
   * State that the operator keeps between invocations: a variable tensor, of this operator alone.
   * No tensor of the graph, where every run starts from zero.
   *
   * @param tensor name, type and shape
   */
  record State(Tensor tensor) implements InputSlot {}
}
