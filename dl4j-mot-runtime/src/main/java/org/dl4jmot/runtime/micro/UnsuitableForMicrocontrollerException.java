package org.dl4jmot.runtime.micro;

import java.util.List;

/** A file that TensorFlow Lite Micro does not run. The message lists everything that stops it. */
public final class UnsuitableForMicrocontrollerException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  /** An exception that lists problems, a sentence each. */
  public UnsuitableForMicrocontrollerException(List<String> problems) {
    super("TensorFlow Lite Micro does not run this file:\n  " + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
  }

  /** The problems, a sentence each; empty after deserialization. */
  public List<String> problems() {
    return problems == null ? List.of() : problems;
  }
}
