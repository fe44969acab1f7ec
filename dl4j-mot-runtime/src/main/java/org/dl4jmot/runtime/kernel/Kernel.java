package org.dl4jmot.runtime.kernel;

/**
 * One node of a graph, prepared to run: weights packed, multipliers computed, buffers bound.
 * Running it allocates nothing.
 */
@FunctionalInterface
public interface Kernel {
  /** Computes the node's result from what its operand buffers hold now. */
  void run();
}
