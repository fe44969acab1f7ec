package org.dl4jmot.examples.demo;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * The demo's networks: one architecture, four trainings.
 *
 * @param plain float
 * @param quantizationAware the float network after quantization-aware training
 * @param pruned the float network, pruned to 80 % while trained further
 * @param prunedQuantizationAware the pruned network after quantization-aware training
 */
record TrainedNetworks(
    MultiLayerNetwork plain,
    MultiLayerNetwork quantizationAware,
    MultiLayerNetwork pruned,
    MultiLayerNetwork prunedQuantizationAware) {}
