package org.dl4jmot.runtime.tflite;

import java.util.List;

/**
 * A subgraph of a {@code .tflite} file.
 *
 * @param name its name, possibly empty
 * @param tensors its tensors, in the file's order: their place is their number
 * @param operators its operators, in the order in which they run
 * @param inputs numbers of the tensors that are fed
 * @param outputs numbers of the tensors that are answered
 */
public record ListedSubgraph(
    String name,
    List<ListedTensor> tensors,
    List<ListedOperator> operators,
    List<Integer> inputs,
    List<Integer> outputs) {
  /** Copies the lists. */
  public ListedSubgraph {
    tensors = List.copyOf(tensors);
    operators = List.copyOf(operators);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
