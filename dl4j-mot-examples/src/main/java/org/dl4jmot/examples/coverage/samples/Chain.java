package org.dl4jmot.examples.coverage.samples;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Builds a sample of layers one behind the other. Layers have the identity as activation function
 * unless they say otherwise.
 */
public final class Chain {
  private static final int OUTPUTS = 3;

  private final InputType type;
  private final GraphBuilder graph;
  private String last = "input";
  private int layers;
  private Class<?> subject;

  private Chain(InputType type) {
    this.type = type;
    graph = builder().addInputs(last);
  }

  /** The start of every sample's configuration. */
  static GraphBuilder builder() {
    return new NeuralNetConfiguration.Builder()
        .seed(3)
        .updater(new Sgd(1e-3))
        .weightInit(WeightInit.XAVIER)
        .activation(Activation.IDENTITY)
        .graphBuilder();
  }

  /** A network fed this. */
  public static Chain on(InputType type) {
    return new Chain(type);
  }

  /** Adds a layer. */
  public Chain then(Layer layer) {
    layers++;
    return add("layer" + layers, layer);
  }

  /** Adds the layer in question. */
  public Chain subject(Layer layer) {
    subject = layer.getClass();
    return add(Sample.SUBJECT, layer);
  }

  /** Adds a layer behind the preprocessor in question. */
  public Chain subject(InputPreProcessor preprocessor, Layer layer) {
    subject = preprocessor.getClass();
    graph.addLayer(Sample.SUBJECT, layer, preprocessor, last);
    last = Sample.SUBJECT;
    return this;
  }

  /** Adds a layer of the activation function in question. */
  public Chain activation(IActivation activation) {
    add(Sample.SUBJECT, new ActivationLayer(activation));
    subject = activation.getClass();
    return this;
  }

  /** Adds the vertex in question, fed by the last layer alone. */
  public Chain vertex(GraphVertex vertex) {
    graph.addVertex(Sample.SUBJECT, vertex, last);
    last = Sample.SUBJECT;
    subject = vertex.getClass();
    return this;
  }

  private Chain add(String name, Layer layer) {
    graph.addLayer(name, layer, last);
    last = name;
    return this;
  }

  /** Ends in a dense output layer. */
  public Sample dense(String variant) {
    return then(denseOutput()).ending(variant);
  }

  /** Ends in global average pooling and a dense output layer. */
  public Sample pooled(String variant) {
    return then(new GlobalPoolingLayer.Builder(PoolingType.AVG).build()).dense(variant);
  }

  /** Ends in an output layer of a sequence. */
  public Sample sequence(String variant) {
    return then(sequenceOutput()).ending(variant);
  }

  static RnnOutputLayer sequenceOutput() {
    return new RnnOutputLayer.Builder(LossFunction.MSE)
        .nOut(OUTPUTS)
        .activation(Activation.IDENTITY)
        .build();
  }

  static OutputLayer denseOutput() {
    return new OutputLayer.Builder(LossFunction.MSE)
        .nOut(OUTPUTS)
        .activation(Activation.IDENTITY)
        .build();
  }

  /**
   * Ends in a dense output layer. No sizes are derived: Deeplearning4j takes the number of indices
   * that an embedding is fed for that of its vocabulary.
   *
   * @param inputs number of values that the output layer is fed
   */
  public Sample denseOf(int inputs, String variant) {
    OutputLayer output = denseOutput();
    output.setNIn(inputs);
    then(output);
    return untyped(subject, variant, graph.setOutputs(last), type);
  }

  /** Ends with the last layer, which is an output layer. */
  public Sample ending(String variant) {
    return of(subject, variant, graph.setOutputs(last), type);
  }

  /**
   * A sample of any shape.
   *
   * @param graph the whole network; the subject has the name {@link Sample#SUBJECT}
   */
  static Sample of(Class<?> subject, String variant, GraphBuilder graph, InputType... types) {
    return untyped(subject, variant, graph.setInputTypes(types), types);
  }

  /** A sample that states all sizes itself, where Deeplearning4j would mistake them. */
  static Sample untyped(Class<?> subject, String variant, GraphBuilder graph, InputType... types) {
    // As saved: MergeVertex of 1.0.0-M2.1 loses its axis when a configuration is cloned.
    String json = graph.build().toJson();
    return new Sample(
        subject, variant, () -> network(json), List.of(types), Feeds::uniform, Feeds::uniform);
  }

  private static ComputationGraph network(String json) {
    ComputationGraph network = new ComputationGraph(ComputationGraphConfiguration.fromJson(json));
    network.init();
    return SeededParameters.fill(network);
  }
}
