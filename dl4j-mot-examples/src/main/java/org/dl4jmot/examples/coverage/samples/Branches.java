package org.dl4jmot.examples.coverage.samples;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/**
 * Builds a sample whose vertex joins branches, each a layer {@code branch1}, {@code branch2}, … fed
 * by the one input.
 */
final class Branches {
  private final GraphBuilder graph = Chain.builder().addInputs("input");
  private final InputType type;
  private final String[] names;
  private String last = "input";
  private Class<?> subject;

  private Branches(InputType type, int count) {
    this.type = type;
    names = IntStream.rangeClosed(1, count).mapToObj(i -> "branch" + i).toArray(String[]::new);
  }

  /** Branches of vectors of 12 values. */
  static Branches vectors(int count) {
    Branches branches = new Branches(InputType.feedForward(5), count);
    Arrays.stream(branches.names)
        .forEach(
            name ->
                branches.graph.addLayer(
                    name, new DenseLayer.Builder().nOut(Starts.FEATURES).build(), "input"));
    return branches;
  }

  /** Branches of images of 6 rows, 8 columns and 4 channels. */
  static Branches images(int count, CNN2DFormat format) {
    Branches branches =
        new Branches(InputType.convolutional(Starts.HEIGHT, Starts.WIDTH, 3, format), count);
    Arrays.stream(branches.names)
        .forEach(
            name ->
                branches.graph.addLayer(name, Starts.convolution(format).nIn(3).build(), "input"));
    return branches;
  }

  /** Adds the vertex in question, which joins all branches. */
  Branches subject(GraphVertex vertex) {
    return then(Sample.SUBJECT, vertex, names);
  }

  Branches then(String name, GraphVertex vertex, String... inputs) {
    graph.addVertex(name, vertex, inputs);
    return added(name, vertex);
  }

  Branches then(String name, Layer layer, String... inputs) {
    graph.addLayer(name, layer, inputs);
    return added(name, layer);
  }

  private Branches added(String name, Object conf) {
    if (name.equals(Sample.SUBJECT)) {
      subject = conf.getClass();
    }
    last = name;
    return this;
  }

  /**
   * Ends in global average pooling and a dense output layer, where Deeplearning4j mistakes the size
   * of what the vertex yields.
   *
   * @param channels how many it really has
   */
  Sample pooled(int channels, String variant) {
    OutputLayer output = Chain.denseOutput();
    output.setNIn(channels);
    graph
        .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), last)
        .addLayer("output", output, "pool")
        .setOutputs("output");
    return Chain.untyped(subject, variant, graph, type);
  }

  /** Ends in a dense output layer. */
  Sample dense(String variant) {
    graph.addLayer("output", Chain.denseOutput(), last).setOutputs("output");
    return Chain.of(subject, variant, graph, type);
  }
}
