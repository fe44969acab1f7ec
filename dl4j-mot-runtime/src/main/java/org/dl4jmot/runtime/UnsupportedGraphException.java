package org.dl4jmot.runtime;

import java.util.List;

/** A graph with nodes that no kernel computes; lists every such node. */
public final class UnsupportedGraphException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  UnsupportedGraphException(List<String> problems) {
    super("the interpreter cannot run this graph:\n  " + String.join("\n  ", problems));
  }
}
