package org.dl4jmot.runtime.delegate;

import org.dl4jmot.runtime.graph.Graph;

/** A delegate of LiteRT as the rules say it works; see {@link Delegates} for those there are. */
public interface Delegate {
  /** Its name, such as {@code XNNPACK}. */
  String name();

  /** Where the rules are published, and of which version they are. */
  String source();

  /** How far the rules have been compared with the delegate itself. */
  String evidence();

  /** Which nodes of a graph it takes, why not the others, and in how many pieces. */
  DelegateVerdict judge(Graph graph);
}
