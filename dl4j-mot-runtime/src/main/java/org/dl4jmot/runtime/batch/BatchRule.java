package org.dl4jmot.runtime.batch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.tensor.Tensor;

/** What an operation does to the rows of a batch. */
@FunctionalInterface
interface BatchRule {
  /**
   * The rows of the result.
   *
   * @throws MixedRowsException if samples mix or cannot be told apart, saying why
   */
  Rows apply(Use use);

  /** Samples mix; the message says why, as the rest of a sentence about the node. */
  final class MixedRowsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MixedRowsException(String reason) {
      super(reason);
    }
  }

  /**
   * A node with an input that has rows.
   *
   * @param node the node
   * @param inputs its inputs
   * @param output its result
   * @param open rows by name, of those tensors that have any
   */
  record Use(Node node, List<Tensor> inputs, Tensor output, Map<String, Rows> open) {
    boolean isOpen(int index) {
      return open.containsKey(inputs.get(index).name());
    }

    /** The one state of all inputs that have rows. */
    Rows rows() {
      List<Rows> all =
          inputs.stream()
              .flatMap(input -> Optional.ofNullable(open.get(input.name())).stream())
              .distinct()
              .toList();
      require(all.size() == 1, "joins rows in order with interleaved ones");
      return all.get(0);
    }

    int inputRows(int index) {
      return inputs.get(index).shape().dim(0);
    }

    void require(boolean condition, String otherwise) {
      if (!condition) {
        throw new MixedRowsException(otherwise);
      }
    }
  }
}
