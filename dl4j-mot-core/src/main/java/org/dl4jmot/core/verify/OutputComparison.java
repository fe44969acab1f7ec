package org.dl4jmot.core.verify;

/**
 * One output of an exported file against the same output of the float graph.
 *
 * @param port the network's name for the output
 * @param samples number of samples
 * @param agreement share of samples in [0, 1] whose largest element has the same index (the lower
 *     index wins a tie)
 * @param sqnr signal-to-quantization-noise ratio, dB; infinite where nothing differs
 * @param worstError largest absolute error
 */
public record OutputComparison(
    String port, int samples, double agreement, double sqnr, double worstError) {}
