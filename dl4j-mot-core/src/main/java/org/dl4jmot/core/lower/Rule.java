package org.dl4jmot.core.lower;

import java.util.Optional;
import org.dl4jmot.runtime.graph.Graph;

/** A rewrite of a graph that changes how it computes, never what. Stateless. */
public interface Rule {
  /** Short name for messages, such as {@code fuse-activations}. */
  String name();

  /**
   * Rewrites one or more places.
   *
   * @return the rewritten graph, or empty if there is nothing (more) to rewrite
   */
  Optional<Graph> apply(Graph graph);
}
