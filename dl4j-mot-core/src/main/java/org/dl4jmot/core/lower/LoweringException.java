package org.dl4jmot.core.lower;

/** A rule has broken a graph; names the rule, what it broke and where. A bug in the rule. */
public final class LoweringException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  LoweringException(String rule, String what) {
    super("rule '" + rule + "' " + what);
  }

  LoweringException(String rule, RuntimeException cause) {
    super("rule '" + rule + "' failed: " + cause.getMessage(), cause);
  }
}
