package org.dl4jmot.core.verify;

/**
 * How far the second of two models is from the first in one tensor, over all samples.
 *
 * @param elements elements compared, all samples together
 * @param sqnr signal-to-noise ratio with the first model as signal, dB; infinite where nothing
 *     differs
 * @param meanError mean absolute difference
 * @param worstError largest absolute difference
 */
public record Difference(long elements, double sqnr, double meanError, double worstError) {}
