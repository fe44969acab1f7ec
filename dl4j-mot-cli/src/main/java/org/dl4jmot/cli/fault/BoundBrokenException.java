package org.dl4jmot.cli.fault;

import java.util.List;

/** A bound that the user set does not hold; exit code 1. */
public final class BoundBrokenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** An exception with every bound that is broken, at least one. */
  public BoundBrokenException(List<String> broken) {
    super(String.join("; ", broken));
  }
}
