package org.dl4jmot.runtime.tflite;

import java.util.List;

/** A graph that has no form as a {@code .tflite} file; lists every reason and what to do. */
public final class UnwritableGraphException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  UnwritableGraphException(List<String> problems) {
    super("cannot write a .tflite file:\n  " + String.join("\n  ", problems));
  }
}
