package org.dl4jmot.core.verify;

import java.util.Optional;

/** Finds the reference runtime that is on the classpath. */
public final class ReferenceRuntimes {
  private ReferenceRuntimes() {}

  /**
   * LiteRT with its built-in kernels and one thread, the reference of every export; empty where
   * {@code dl4j-mot-litert} or its native library is missing.
   */
  public static Optional<ReferenceRuntime> find() {
    return missing().isPresent() ? Optional.empty() : Optional.of(new LiteRtReference());
  }

  /** Why there is no reference runtime and what to do; empty if there is one. */
  public static Optional<String> missing() {
    try {
      Class.forName("org.dl4jmot.litert.LiteRt");
    } catch (ClassNotFoundException e) {
      return Optional.of(
          "dl4j-mot-litert is not on the classpath: add org.dl4jmot:dl4j-mot-litert to verify exports in LiteRT");
    }
    return LiteRtReference.missing();
  }
}
