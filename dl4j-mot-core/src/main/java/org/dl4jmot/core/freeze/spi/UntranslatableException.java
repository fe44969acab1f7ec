package org.dl4jmot.core.freeze.spi;

/** Ends the translation of one layer whose problem shows only with its inputs known. */
public final class UntranslatableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  /** An exception that carries a problem. */
  public UntranslatableException(String reason, String remedy) {
    this(new Problem(reason, remedy));
  }

  /** An exception that carries a problem. */
  public UntranslatableException(Problem problem) {
    super(problem.reason() + ". " + problem.remedy());
    this.problem = problem;
  }

  /** What is in the way. */
  public Problem problem() {
    return problem;
  }
}
