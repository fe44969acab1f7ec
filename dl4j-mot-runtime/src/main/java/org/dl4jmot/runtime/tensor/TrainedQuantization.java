package org.dl4jmot.runtime.tensor;

/**
 * What quantization-aware training left on a tensor: a range for an activation, a scheme for
 * weights. A tensor that carries one needs no calibration.
 */
public sealed interface TrainedQuantization permits TrainedRange, TrainedWeights {}
