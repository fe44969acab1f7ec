package org.dl4jmot.cli.fault;

import java.util.List;

/** The user gave something that cannot be used; exit code 2. */
public final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** An exception with one problem. */
  public BadInputException(String problem) {
    super(problem);
  }

  /** An exception with one problem and where it came from. */
  public BadInputException(String problem, Throwable cause) {
    super(problem, cause);
  }

  /** An exception with every problem that was found, at least one. */
  public BadInputException(List<String> problems) {
    super(String.join("; ", problems));
  }
}
