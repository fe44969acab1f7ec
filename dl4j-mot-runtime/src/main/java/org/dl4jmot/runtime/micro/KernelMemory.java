package org.dl4jmot.runtime.micro;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tflite.ListedOperator;
import org.dl4jmot.runtime.tflite.ListedSubgraph;
import org.dl4jmot.runtime.tflite.ListedTensor;
import org.dl4jmot.runtime.tflite.ListedTensor.Quantization;

/**
 * What a reference kernel asks for beyond its fixed data.
 *
 * @param persistent sizes of what it keeps
 * @param scratch sizes of what it uses during its run alone
 */
record KernelMemory(List<Long> persistent, List<Long> scratch) {
  /** A multiplier and a shift per channel, an array each. */
  private static final int REQUANTIZATION_ARRAYS = 2;

  /** Entries of each of the two tables of a 16-bit softmax. */
  private static final int SOFTMAX_TABLE = 513;

  private static final int LSTM_SCRATCH = 4;
  private static final int CELL_STATE = 19;

  /** What a kernel asks for, by operator. */
  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          Map.entry("CONV_2D", (uses, memory) -> memory.perChannel(uses.dimension(1, 0))),
          Map.entry("DEPTHWISE_CONV_2D", (uses, memory) -> memory.perChannel(uses.dimension(1, 3))),
          Map.entry("FULLY_CONNECTED", KernelMemory::fullyConnected),
          Map.entry("TRANSPOSE_CONV", KernelMemory::transposeConv),
          Map.entry("BATCH_MATMUL", KernelMemory::batchMatMul),
          Map.entry("SOFTMAX", KernelMemory::softmax),
          Map.entry("MEAN", KernelMemory::sum),
          Map.entry("SUM", KernelMemory::sum),
          Map.entry("REDUCE_MAX", KernelMemory::axes),
          Map.entry("GATHER", KernelMemory::ownShape),
          Map.entry("SPACE_TO_DEPTH", KernelMemory::ownShape),
          Map.entry("DEPTH_TO_SPACE", KernelMemory::ownShape),
          Map.entry("UNIDIRECTIONAL_SEQUENCE_LSTM", KernelMemory::lstm));

  @FunctionalInterface
  private interface Rule {
    void apply(Use use, KernelMemory memory);
  }

  /** One use of an operator, and the sizes of structures. */
  private record Use(ListedSubgraph layout, ListedOperator operator, StructureSizes sizes) {
    ListedTensor input(int place) {
      return layout.tensors().get(operator.inputs().get(place));
    }

    ListedTensor output() {
      return layout.tensors().get(operator.outputs().get(0));
    }

    int dimension(int place, int axis) {
      return input(place).shape().get(axis);
    }

    boolean isInteger(int place) {
      return !input(place).type().equals(DataType.FLOAT32.name());
    }
  }

  static KernelMemory of(ListedSubgraph layout, ListedOperator use, StructureSizes sizes) {
    KernelMemory memory = new KernelMemory(new ArrayList<>(), new ArrayList<>());
    Rule rule = RULES.get(use.name());
    if (rule != null) {
      rule.apply(new Use(layout, use, sizes), memory);
    }
    return memory;
  }

  private void perChannel(int channels) {
    for (int i = 0; i < REQUANTIZATION_ARRAYS; i++) {
      persistent.add((long) Integer.BYTES * channels);
    }
  }

  private static void fullyConnected(Use use, KernelMemory memory) {
    if (use.input(1).quantization().filter(Quantization::isPerAxis).isPresent()) {
      memory.perChannel(use.dimension(1, 0));
    }
  }

  private static void transposeConv(Use use, KernelMemory memory) {
    memory.perChannel(use.dimension(1, 0));
    if (use.isInteger(2)) {
      int accumulator =
          use.input(2).type().equals(DataType.INT16.name()) ? Long.BYTES : Integer.BYTES;
      memory.scratch.add(accumulator * use.output().elements());
    }
  }

  /** The layout does not say which side is transposed: both, to be on the safe side. */
  private static void batchMatMul(Use use, KernelMemory memory) {
    if (use.isInteger(0)) {
      memory.persistent.add((long) Long.BYTES * Integer.BYTES);
    }
    for (int side = 0; side < 2; side++) {
      ListedTensor operand = use.input(side);
      memory.persistent.add((long) use.sizes().evalTensor());
      memory.persistent.add(Integer.BYTES * (1L + operand.shape().size()));
      memory.persistent.add(operand.elements() * DataType.valueOf(operand.type()).bytes());
    }
  }

  private static void softmax(Use use, KernelMemory memory) {
    if (use.input(0).type().equals(DataType.INT16.name())) {
      memory.persistent.add((long) Short.BYTES * SOFTMAX_TABLE);
      memory.persistent.add((long) Short.BYTES * SOFTMAX_TABLE);
    }
  }

  private static void sum(Use use, KernelMemory memory) {
    if (use.isInteger(0)) {
      memory.scratch.add(Integer.BYTES * use.output().elements());
    }
    axes(use, memory);
  }

  private static void axes(Use use, KernelMemory memory) {
    memory.scratch.add((long) Integer.BYTES * use.input(0).shape().size());
    memory.scratch.add(Integer.BYTES * use.input(1).elements());
  }

  /** The result's dimensions, copied so that the kernel may write them. */
  private static void ownShape(Use use, KernelMemory memory) {
    memory.persistent.add(Integer.BYTES * (1L + use.output().shape().size()));
  }

  private static void lstm(Use use, KernelMemory memory) {
    ListedTensor cell = use.input(CELL_STATE);
    for (int i = 0; i < LSTM_SCRATCH; i++) {
      memory.scratch.add(cell.elements() * DataType.valueOf(cell.type()).bytes());
    }
  }
}
