package org.dl4jmot.examples.zoo;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/**
 * NASNet-A (Zoph et al., Learning Transferable Architectures for Scalable Image Recognition,
 * figures 2 and 4) with the sizes {@code org.deeplearning4j.zoo.model.NASNet} 1.0.0-M2.1 defaults
 * to. The zoo's own class cannot be initialized in that release: it sets the inputs behind the
 * cells, whose helper needs them; gives the first cell no second input; the helper reads the fourth
 * dimension of shapes that have three, and strides twice in a reduction.
 */
final class NasNet {
  private static final int BLOCKS = 6;
  private static final int STEM_FILTERS = 96;
  private static final int FILTERS = 44;
  private static final int GROWTH = 2;
  private static final double EPSILON = 1e-3;
  private final GraphBuilder graph;

  /** A vertex with the number of halvings in front of it and its channels. */
  private record Feature(String name, int halvings, int channels) {}

  private Feature before = new Feature("stem-bn", 0, STEM_FILTERS);
  private Feature last = before;

  private NasNet(long seed, InputType input) {
    graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .weightInit(WeightInit.RELU)
            .activation(Activation.IDENTITY)
            .convolutionMode(ConvolutionMode.Same)
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
    normalized("stem", convolution(STEM_FILTERS, 3), "input");
    int filters = FILTERS;
    for (int stage = 0; stage < 3; stage++) {
      if (stage > 0) {
        filters *= GROWTH;
        reductionCell("reduce" + stage, filters);
      }
      for (int block = 0; block < BLOCKS; block++) {
        normalCell("cell" + stage + "-" + block, filters);
      }
    }
    graph.addLayer("relu", new ActivationLayer(Activation.RELU), last.name());
    graph.addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "relu");
    graph.addLayer(
        "output",
        new OutputLayer.Builder().nOut(classes).activation(Activation.SOFTMAX).build(),
        "pool");
    return graph.setOutputs("output");
  }

  private void normalCell(String cell, int filters) {
    String p = adjusted(cell, filters);
    String h = squeezed(cell + "-h", filters, last.name());
    String sums =
        merged(
            cell,
            p,
            sum(
                cell + "-1",
                separable(cell + "-1a", filters, 5, 1, h),
                separable(cell + "-1b", filters, 3, 1, p)),
            sum(
                cell + "-2",
                separable(cell + "-2a", filters, 5, 1, p),
                separable(cell + "-2b", filters, 3, 1, p)),
            sum(cell + "-3", pooled(cell + "-3a", PoolingType.AVG, 1, h), p),
            sum(
                cell + "-4",
                pooled(cell + "-4a", PoolingType.AVG, 1, p),
                pooled(cell + "-4b", PoolingType.AVG, 1, p)),
            sum(cell + "-5", separable(cell + "-5a", filters, 3, 1, h), h));
    follow(new Feature(sums, last.halvings(), 6 * filters));
  }

  private void reductionCell(String cell, int filters) {
    String p = adjusted(cell, filters);
    String h = squeezed(cell + "-h", filters, last.name());
    String first =
        sum(
            cell + "-1",
            separable(cell + "-1a", filters, 5, 2, h),
            separable(cell + "-1b", filters, 7, 2, p));
    String second =
        sum(
            cell + "-2",
            pooled(cell + "-2a", PoolingType.MAX, 2, h),
            separable(cell + "-2b", filters, 7, 2, p));
    String sums =
        merged(
            cell,
            second,
            sum(
                cell + "-3",
                pooled(cell + "-3a", PoolingType.AVG, 2, h),
                separable(cell + "-3b", filters, 5, 2, p)),
            sum(cell + "-4", pooled(cell + "-4a", PoolingType.AVG, 1, first), second),
            sum(
                cell + "-5",
                separable(cell + "-5a", filters, 3, 1, first),
                pooled(cell + "-5b", PoolingType.MAX, 2, h)));
    follow(new Feature(sums, last.halvings() + 1, 4 * filters));
  }

  private void follow(Feature next) {
    before = last;
    last = next;
  }

  /** The cell before the last, in the size and channels of the last. */
  private String adjusted(String cell, int filters) {
    String name = cell + "-p";
    if (before.halvings() != last.halvings()) {
      return halved(name, filters, before.name());
    }
    return before.channels() == filters ? before.name() : squeezed(name, filters, before.name());
  }

  private String squeezed(String name, int filters, String input) {
    graph.addLayer(name + "-relu", new ActivationLayer(Activation.RELU), input);
    return normalized(name, convolution(filters, 1), name + "-relu");
  }

  /** Two halves of the channels, one of them from an image moved by a pixel. */
  private String halved(String name, int filters, String input) {
    graph.addLayer(name + "-relu", new ActivationLayer(Activation.RELU), input);
    graph.addLayer(name + "-wide", new ZeroPaddingLayer(0, 1, 0, 1), name + "-relu");
    graph.addLayer(name + "-moved", new Cropping2D(1, 0, 1, 0), name + "-wide");
    graph.addLayer(name + "-a-pool", everySecond(), name + "-relu");
    graph.addLayer(name + "-b-pool", everySecond(), name + "-moved");
    graph.addLayer(name + "-a", convolution(filters / 2, 1), name + "-a-pool");
    graph.addLayer(name + "-b", convolution(filters / 2, 1), name + "-b-pool");
    graph.addVertex(name + "-both", new MergeVertex(), name + "-a", name + "-b");
    graph.addLayer(name + "-bn", batchNorm(), name + "-both");
    return name + "-bn";
  }

  private static SubsamplingLayer everySecond() {
    return new SubsamplingLayer.Builder(PoolingType.AVG)
        .kernelSize(1, 1)
        .stride(2, 2)
        .convolutionMode(ConvolutionMode.Truncate)
        .build();
  }

  private String normalized(String name, Layer convolution, String input) {
    graph.addLayer(name + "-conv", convolution, input);
    graph.addLayer(name + "-bn", batchNorm(), name + "-conv");
    return name + "-bn";
  }

  private static ConvolutionLayer convolution(int filters, int size) {
    return new ConvolutionLayer.Builder(size, size).nOut(filters).hasBias(false).build();
  }

  private static BatchNormalization batchNorm() {
    return new BatchNormalization.Builder().eps(EPSILON).build();
  }

  private String separable(String name, int filters, int size, int stride, String input) {
    String first = separableLayer(name + "-1", filters, size, stride, input);
    return separableLayer(name + "-2", filters, size, 1, first);
  }

  private String separableLayer(String name, int filters, int size, int stride, String input) {
    graph.addLayer(name + "-relu", new ActivationLayer(Activation.RELU), input);
    SeparableConvolution2D convolution =
        new SeparableConvolution2D.Builder(size, size)
            .stride(stride, stride)
            .nOut(filters)
            .hasBias(false)
            .build();
    return normalized(name, convolution, name + "-relu");
  }

  private String pooled(String name, PoolingType type, int stride, String input) {
    graph.addLayer(
        name,
        new SubsamplingLayer.Builder(type).kernelSize(3, 3).stride(stride, stride).build(),
        input);
    return name;
  }

  private String sum(String name, String left, String right) {
    graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), left, right);
    return name;
  }

  private String merged(String name, String... parts) {
    graph.addVertex(name, new MergeVertex(), parts);
    return name;
  }
}
