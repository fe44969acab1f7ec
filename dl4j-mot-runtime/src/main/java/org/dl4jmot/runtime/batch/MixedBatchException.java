package org.dl4jmot.runtime.batch;

import java.util.List;
import java.util.stream.Collectors;

/** The samples of a batch do not stay apart in a graph; lists every node where they do not. */
public final class MixedBatchException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /**
   * Where samples mix, or cannot be told apart.
   *
   * @param what the node or port, for example {@code TRANSPOSE 'permute1'}
   * @param layers layers that the node stands for; empty for a port
   * @param reason why
   */
  public record Problem(String what, List<String> layers, String reason) {
    /** Copies the list. */
    public Problem {
      layers = List.copyOf(layers);
    }
  }

  MixedBatchException(List<Problem> problems) {
    super(
        "the batch size cannot be left open:\n  "
            + problems.stream()
                .map(problem -> problem.what() + " " + problem.reason())
                .collect(Collectors.joining("\n  ")));
    this.problems = List.copyOf(problems);
  }

  /** Every place, in the graph's order. */
  public List<Problem> problems() {
    return problems;
  }
}
