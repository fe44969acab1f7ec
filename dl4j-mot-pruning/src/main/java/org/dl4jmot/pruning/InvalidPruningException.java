package org.dl4jmot.pruning;

import java.util.List;

/** Pruning was asked for in a way that cannot be done; lists every problem. */
public final class InvalidPruningException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final List<String> problems;

  /** An exception that lists the problems, one a line. */
  public InvalidPruningException(List<String> problems) {
    super("invalid pruning:\n  " + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, a sentence each. */
  public List<String> problems() {
    return problems;
  }

  static void throwIfAny(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new InvalidPruningException(problems);
    }
  }
}
