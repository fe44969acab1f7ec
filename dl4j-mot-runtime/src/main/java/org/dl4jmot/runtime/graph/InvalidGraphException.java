package org.dl4jmot.runtime.graph;

import java.util.List;

/** A graph that breaks the rules every graph keeps; lists every breach. */
public final class InvalidGraphException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** An exception that lists the problems, one a line. */
  public InvalidGraphException(List<String> problems) {
    super("invalid graph:\n  " + String.join("\n  ", problems));
  }
}
