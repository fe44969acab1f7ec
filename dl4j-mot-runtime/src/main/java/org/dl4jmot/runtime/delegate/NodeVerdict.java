package org.dl4jmot.runtime.delegate;

/**
 * What a delegate makes of one node.
 *
 * @param node the node's name
 * @param op its TFLite operator
 * @param reason why the delegate leaves it to the built-in kernels: the rule it breaks; empty if
 *     the delegate runs it
 */
public record NodeVerdict(String node, String op, String reason) {
  /** Whether the delegate runs the node. */
  public boolean isDelegated() {
    return reason.isEmpty();
  }
}
