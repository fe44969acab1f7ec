package org.dl4jmot.quantization.plan;

/**
 * Which input of an operation holds weights and how they may be quantized.
 *
 * @param input index of the weights among the inputs; the bias, if any, is the next one
 * @param channelAxis axis of the output channels
 * @param family which setting chooses its granularity
 */
public record WeightRule(int input, int channelAxis, Family family) {
  /** Kinds of weights that have a granularity setting of their own. */
  public enum Family {
    /** Filters of a convolution: per output channel by default. */
    CONVOLUTION,
    /** Matrix of a dense layer: per tensor by default. */
    DENSE
  }

  /** Index of the bias among the inputs, where there is one. */
  public int biasInput() {
    return input + 1;
  }
}
