package org.dl4jmot.examples.random;

/** Deeplearning4j itself cannot build or run a network, so there is nothing to compare with. */
final class UnrunnableNetworkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnrunnableNetworkException(RuntimeException cause) {
    super(cause.getClass().getSimpleName() + ": " + cause.getMessage(), cause);
  }
}
