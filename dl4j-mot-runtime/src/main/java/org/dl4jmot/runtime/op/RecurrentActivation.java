package org.dl4jmot.runtime.op;

/** Activation function inside a recurrent operation. */
public enum RecurrentActivation {
  /** None; not for LSTM, whose kernel in LiteRT then reads what was never written. */
  NONE,
  /** max(0, x). */
  RELU,
  /** min(max(0, x), 6). */
  RELU6,
  /** Hyperbolic tangent. */
  TANH
}
