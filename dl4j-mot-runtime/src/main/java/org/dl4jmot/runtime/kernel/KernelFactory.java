package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.Op;

/**
 * Prepares nodes of one kind of operation.
 *
 * @param <O> the operation
 */
@FunctionalInterface
interface KernelFactory<O extends Op> {
  /**
   * Binds a node to its buffers.
   *
   * @throws UnsupportedNodeException if no kernel suits the operands
   */
  Kernel prepare(O op, Operands operands);
}
