package org.dl4jmot.core.freeze;

import java.util.List;

/** Parameters of a trained network are NaN or infinite; lists every affected one. */
public final class NonFiniteParametersException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** An exception that lists the affected parameters, one a line. */
  public NonFiniteParametersException(List<String> parameters) {
    super(
        "NaN or infinite values in the trained parameters; training has diverged, restore an earlier"
            + " state or train with a lower learning rate:\n  "
            + String.join("\n  ", parameters));
  }
}
