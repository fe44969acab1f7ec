package org.dl4jmot.runtime.kernel;

/** No kernel computes a node with operands of these types and quantization; says why. */
public final class UnsupportedNodeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  UnsupportedNodeException(String message) {
    super(message);
  }
}
