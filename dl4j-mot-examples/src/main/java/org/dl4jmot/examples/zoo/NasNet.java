package org.dl4jmot.examples.zoo;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.zoo.model.helper.NASNetHelper;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;

/**
 * The zoo's NASNet from the zoo's own cells. {@code org.deeplearning4j.zoo.model.NASNet} 1.0.0-M2.1
 * cannot be initialized: its cells ask the builder for activation types, which it can only tell
 * once the inputs are set, and they are set last; and the first cell has no cell before the one
 * before it. Here inputs come first, and the stem stands in; sizes are the zoo's defaults.
 */
final class NasNet {
  private static final int BLOCKS = 6;
  private static final int PENULTIMATE_FILTERS = 1056;
  private static final int STEM_FILTERS = 96;
  private static final int FILTER_MULTIPLIER = 2;
  private static final int FILTERS = PENULTIMATE_FILTERS / 24;
  private static final double EPSILON = 1e-3;
  private static final double GAMMA = 0.9997;
  private final GraphBuilder graph;
  private String last = "stem_bn1";
  private String beforeLast = "stem_bn1";

  private NasNet(long seed, InputType input) {
    graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .weightInit(WeightInit.RELU)
            .convolutionMode(ConvolutionMode.Truncate)
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(input);
  }

  static ComputationGraph create(long seed, int classes, InputType input) {
    ComputationGraph network =
        new ComputationGraph(new NasNet(seed, input).assemble(classes).build());
    network.init();
    return network;
  }

  private GraphBuilder assemble(int classes) {
    stem();
    normalCells(FILTERS, 0);
    reductionCell(FILTERS * FILTER_MULTIPLIER, BLOCKS);
    normalCells(FILTERS * FILTER_MULTIPLIER, BLOCKS + 1);
    reductionCell(FILTERS * FILTER_MULTIPLIER * FILTER_MULTIPLIER, 2 * BLOCKS);
    normalCells(FILTERS * FILTER_MULTIPLIER * FILTER_MULTIPLIER, 2 * BLOCKS + 1);
    return graph
        .addLayer("act", new ActivationLayer(Activation.RELU), last)
        .addLayer("avg_pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "act")
        .addLayer(
            "output",
            new OutputLayer.Builder().nOut(classes).activation(Activation.SOFTMAX).build(),
            "avg_pool")
        .setOutputs("output");
  }

  private void stem() {
    graph
        .addLayer(
            "stem_conv1",
            new ConvolutionLayer.Builder(3, 3).nOut(STEM_FILTERS).hasBias(false).build(),
            "input")
        .addLayer(
            "stem_bn1",
            new BatchNormalization.Builder().eps(EPSILON).gamma(GAMMA).build(),
            "stem_conv1");
  }

  private void normalCells(int filters, int firstName) {
    for (int i = 0; i < BLOCKS; i++) {
      follow(NASNetHelper.normalA(graph, filters, String.valueOf(firstName + i), last, beforeLast));
    }
  }

  /** As the zoo does it with its default of skipped reductions: the cell before stays the same. */
  private void reductionCell(int filters, int name) {
    Pair<String, String> cell =
        NASNetHelper.reductionA(graph, filters, "reduce" + name, last, beforeLast);
    last = cell.getFirst();
  }

  private void follow(Pair<String, String> cell) {
    last = cell.getFirst();
    beforeLast = cell.getSecond();
  }
}
