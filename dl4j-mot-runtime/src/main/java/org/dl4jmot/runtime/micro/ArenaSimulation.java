package org.dl4jmot.runtime.micro;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tflite.ListedOperator;
import org.dl4jmot.runtime.tflite.ListedSubgraph;
import org.dl4jmot.runtime.tflite.ListedTensor;

/** Goes through TensorFlow Lite Micro's allocations in its order. */
final class ArenaSimulation {
  /** Of buffers, scratch memory and kernels' data. */
  private static final int ALIGNMENT = 16;

  /** Scratch requests that are kept free for the next kernel. */
  private static final int SPARE_REQUESTS = 12;

  /** What the planner itself takes for a buffer. */
  private static final int PLANNER_ENTRY = 40;

  private static final int UNUSED = -1;

  private final ListedSubgraph layout;
  private final StructureSizes sizes;
  private final List<MemoryPlan.Buffer> scratch = new ArrayList<>();
  private long tail;

  private ArenaSimulation(ListedSubgraph layout, StructureSizes sizes) {
    this.layout = layout;
    this.sizes = sizes;
  }

  static ArenaEstimate of(ListedSubgraph layout, StructureSizes sizes) {
    return new ArenaSimulation(layout, sizes).run();
  }

  private ArenaEstimate run() {
    structures();
    options();
    kernels();
    keep((long) scratch.size() * sizes.pointer(), sizes.pointer());
    variables();
    ports(layout.inputs());
    ports(layout.outputs());
    MemoryPlan plan = plan();
    return new ArenaEstimate(plan.bytes(), planning(plan), tail);
  }

  /** The arena's end grows downwards from an aligned address. */
  private void keep(long bytes, int alignment) {
    tail = up(tail + bytes, alignment);
  }

  private static long up(long bytes, int alignment) {
    return (bytes + alignment - 1) / alignment * alignment;
  }

  private void structures() {
    int pointer = sizes.pointer();
    keep(sizes.allocator(), pointer);
    keep(sizes.planner(), pointer);
    keep(sizes.microAllocator(), pointer);
    keep(2L * pointer, pointer); // the allocator of options
    keep(2L * pointer, pointer); // one subgraph's lists
    keep((long) sizes.evalTensor() * layout.tensors().size(), pointer);
    keep((long) sizes.node() * layout.operators().size(), pointer);
  }

  private void options() {
    layout.operators().forEach(use -> keep(operator(use).optionBytes(), Integer.BYTES));
  }

  private static MicroOperator operator(ListedOperator use) {
    return MicroOperators.named(use.name()).orElseThrow();
  }

  private void kernels() {
    layout.operators().forEach(use -> keepAligned(operator(use).dataBytes()));
    for (int step = 0; step < layout.operators().size(); step++) {
      KernelMemory memory = KernelMemory.of(layout, layout.operators().get(step), sizes);
      memory.persistent().forEach(this::keepAligned);
      for (long bytes : memory.scratch()) {
        scratch.add(new MemoryPlan.Buffer(up(bytes, ALIGNMENT), step + 1, step + 1));
      }
    }
  }

  private void keepAligned(long bytes) {
    if (bytes > 0) {
      keep(bytes, ALIGNMENT);
    }
  }

  private void variables() {
    layout.tensors().stream()
        .filter(ListedTensor::variable)
        .forEach(tensor -> keepAligned(bytes(tensor)));
  }

  private void ports(List<Integer> tensors) {
    keepAligned((long) tensors.size() * sizes.pointer());
    for (int index : tensors) {
      keep(sizes.tensor(), sizes.pointer());
      int scales = scales(layout.tensors().get(index));
      if (scales > 0) {
        keep(sizes.quantization(), sizes.pointer());
        keep(Integer.BYTES * (1L + scales), Integer.BYTES);
      }
    }
  }

  private static int scales(ListedTensor tensor) {
    return tensor.quantization().map(quantization -> quantization.scales().size()).orElse(0);
  }

  private static long bytes(ListedTensor tensor) {
    return tensor.elements() * DataType.valueOf(tensor.type()).bytes();
  }

  private MemoryPlan plan() {
    int[] first = new int[layout.tensors().size()];
    int[] last = new int[layout.tensors().size()];
    Arrays.fill(first, UNUSED);
    Arrays.fill(last, UNUSED);
    layout.inputs().forEach(index -> first[index] = last[index] = 0);
    int step = 0;
    for (ListedOperator use : layout.operators()) {
      step++;
      for (int output : use.outputs()) {
        first[output] = first[output] == UNUSED ? step : first[output];
        last[output] = step;
      }
      for (int input : use.inputs()) {
        if (input >= 0) {
          last[input] = step;
        }
      }
    }
    for (int output : layout.outputs()) {
      first[output] = first[output] == UNUSED ? step : first[output];
      last[output] = step;
    }
    List<MemoryPlan.Buffer> buffers = new ArrayList<>();
    for (int i = 0; i < first.length; i++) {
      ListedTensor tensor = layout.tensors().get(i);
      if (!tensor.isConstant() && !tensor.variable() && tensor.elements() > 0) {
        buffers.add(new MemoryPlan.Buffer(up(bytes(tensor), ALIGNMENT), first[i], last[i]));
      }
    }
    buffers.addAll(scratch);
    return MemoryPlan.of(buffers);
  }

  private long planning(MemoryPlan plan) {
    return (long) sizes.scratchRequest() * (scratch.size() + SPARE_REQUESTS)
        + sizes.pointer()
        + (long) sizes.allocation() * (layout.tensors().size() + scratch.size())
        + (long) PLANNER_ENTRY * plan.count()
        + ALIGNMENT;
  }
}
