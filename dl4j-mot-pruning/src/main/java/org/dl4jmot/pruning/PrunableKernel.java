package org.dl4jmot.pruning;

/**
 * Weights that can be pruned. Biases and the parameters of batch normalization never are.
 *
 * @param layer name of the layer, or of its vertex
 * @param parameter Deeplearning4j's name of the parameter, such as {@code W}
 * @param kind the part it plays
 * @param weights how many weights it has
 */
public record PrunableKernel(String layer, String parameter, KernelKind kind, long weights) {}
