package org.dl4jmot.pruning;

/** What part a kernel plays, as far as pruning cares. */
public enum KernelKind {
  /** Weights of an inner layer: convolution, dense, recurrent, embedding. */
  KERNEL,
  /**
   * A depthwise kernel: few weights, each alone in what it does, so that pruning costs much and
   * saves little. Left alone by default, as in the TensorFlow Model Optimization Toolkit.
   */
  DEPTHWISE,
  /** Weights of the layer that makes an output of the network. Left alone by default. */
  OUTPUT
}
