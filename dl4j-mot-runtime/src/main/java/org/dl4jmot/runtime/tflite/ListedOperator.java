package org.dl4jmot.runtime.tflite;

import java.util.List;

/**
 * An operator of a {@code .tflite} file.
 *
 * @param name the schema's name, such as {@code CONV_2D}; that of a custom operator behind {@code
 *     CUSTOM}
 * @param version its version, which says what kernels must understand
 * @param inputs numbers of the tensors it reads; -1 where one is left out
 * @param outputs numbers of the tensors it computes
 * @param intermediates numbers of the tensors that stand for what it computes inside
 */
public record ListedOperator(
    String name,
    int version,
    List<Integer> inputs,
    List<Integer> outputs,
    List<Integer> intermediates) {
  /** Copies the lists. */
  public ListedOperator {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    intermediates = List.copyOf(intermediates);
  }
}
