package org.dl4jmot.core.freeze.spi;

/** Ends the translation of one layer whose problem shows only with its inputs known. */
public final class UntranslatableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  /** An exception that carries a problem. */
  public UntranslatableException(String reason, String remedy) {
    super(reason + ". " + remedy);
    this.problem = new Problem(reason, remedy);
  }

  /** What is in the way. */
  public Problem problem() {
    return problem;
  }
}
