package org.dl4jmot.runtime;

import org.dl4jmot.runtime.graph.Node;

/** Is told what a run spends its time on. */
@FunctionalInterface
public interface RunListener {
  /**
   * A node was computed.
   *
   * @param node the node
   * @param nanos how long it took, in nanoseconds
   */
  void ran(Node node, long nanos);
}
