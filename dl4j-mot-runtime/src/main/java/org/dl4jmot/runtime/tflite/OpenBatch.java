package org.dl4jmot.runtime.tflite;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.dl4jmot.runtime.batch.BatchDimension;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.StridedSlice;

/** How a file says that dimension 0 of a tensor may have any size. */
final class OpenBatch {
  /** What stands for "any" in a shape signature, and for "the rest" in a new shape or a size. */
  static final int OPEN = -1;

  // LiteRT cuts an end beyond the axis off.
  private static final int BEYOND_EVERY_END = Integer.MAX_VALUE;

  /** The attribute that names the size of the result, and what to write in its first place. */
  private record First(String label, int value) {}

  private static final Map<Class<? extends Op>, First> SIZES =
      Map.of(
          Reshape.class, new First("shape", OPEN),
          Slice.class, new First("size", OPEN),
          StridedSlice.class, new First("end", BEYOND_EVERY_END));

  private final BatchDimension batch;
  private final Set<String> unsigned = new HashSet<>();

  OpenBatch(Graph graph, BatchDimension batch) {
    this.batch = batch;
    graph.nodes(Slice.class).forEach(slice -> unsigned.add(slice.input()));
    graph.inputs().forEach(port -> unsigned.remove(port.tensor()));
  }

  /**
   * Whether a tensor's shape signature says that its batch dimension is open: that of every such
   * tensor, except for what SLICE reads. LiteRT takes the result of such a SLICE for one whose
   * shape is known only when it runs, and allots memory for it at every run; it knows better
   * without.
   */
  boolean hasSignature(String tensor) {
    return batch.isOpen(tensor) && !unsigned.contains(tensor);
  }

  /** The attribute of a node as the file has it. */
  AttributeTensor stored(Node node, AttributeTensor attribute) {
    First first = SIZES.get(node.op().getClass());
    if (first == null || !first.label().equals(attribute.label()) || !batch.isOpen(node.output())) {
      return attribute;
    }
    int[] values = attribute.values().clone();
    values[0] = first.value();
    return new AttributeTensor(attribute.label(), attribute.shape(), values);
  }
}
