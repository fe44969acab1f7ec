package org.dl4jmot.runtime.micro;

import java.util.List;
import org.dl4jmot.runtime.tflite.ListedOperator;
import org.dl4jmot.runtime.tflite.ListedSubgraph;

/**
 * An operator that TensorFlow Lite Micro has, with its reference kernel.
 *
 * @param name name in TFLite's schema
 * @param method the method of {@code MicroMutableOpResolver} that registers it
 * @param judged which input's element type decides whether the kernel takes it; {@link #PAIR} for
 *     that of input and output together, {@link #ANY} where the kernel takes every type or this
 *     package does not know
 * @param types element types it takes, pairs as {@code FLOAT32>INT8}
 * @param optionBytes what the parsed options take
 * @param dataBytes what the kernel keeps for a node, on a 64-bit machine
 */
record MicroOperator(
    String name, String method, int judged, List<String> types, int optionBytes, int dataBytes) {
  static final int ANY = -1;
  static final int PAIR = -2;

  MicroOperator {
    types = List.copyOf(types);
  }

  /** The element types that decide about a use of this operator, in the words of {@link #types}. */
  String key(ListedSubgraph layout, ListedOperator use) {
    if (judged == PAIR) {
      return type(layout, use.inputs().get(0)) + ">" + type(layout, use.outputs().get(0));
    }
    return type(layout, use.inputs().get(judged));
  }

  /** Whether the kernel takes the element types of a use. */
  boolean takes(ListedSubgraph layout, ListedOperator use) {
    return judged == ANY || types.contains(key(layout, use));
  }

  private static String type(ListedSubgraph layout, int tensor) {
    return layout.tensors().get(tensor).type();
  }
}
