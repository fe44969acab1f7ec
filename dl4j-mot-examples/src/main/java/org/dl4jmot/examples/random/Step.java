package org.dl4jmot.examples.random;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * One layer, vertex or input of a network that is being drawn.
 *
 * @param name unique in the network
 * @param layer the layer, if it is one
 * @param vertex the vertex, if it is one
 * @param inputs names of the steps it reads; none for an input of the network
 * @param type what it gives
 */
record Step(
    String name,
    Optional<Layer> layer,
    Optional<GraphVertex> vertex,
    List<String> inputs,
    InputType type) {
  private static final Pattern KEPT =
      Pattern.compile(
          "\\b(activationFn|hasBias|convolutionMode|dilation|kernelSize|stride|padding|poolingType"
              + "|depthMultiplier|avgPool\\w+|eps|useLogStd|op)=(\\[[^\\]]*\\]|\\w+)");

  static Step input(String name, InputType type) {
    return new Step(name, Optional.empty(), Optional.empty(), List.of(), type);
  }

  static Step of(String name, Layer layer, Step input, InputType type) {
    layer.setLayerName(name);
    return new Step(name, Optional.of(layer), Optional.empty(), List.of(input.name()), type);
  }

  static Step of(String name, GraphVertex vertex, List<Step> inputs, InputType type) {
    List<String> names = inputs.stream().map(Step::name).toList();
    return new Step(name, Optional.empty(), Optional.of(vertex), names, type);
  }

  /** A step that copies what this one reads. */
  Step copied(String copy) {
    GraphVertex copying = new ScaleVertex(1);
    return new Step(copy, Optional.empty(), Optional.of(copying), inputs, type);
  }

  /** This layer reading another step. */
  Step reading(String other) {
    return new Step(
        name, layer.map(Layer::clone), vertex.map(GraphVertex::clone), List.of(other), type);
  }

  boolean isInput() {
    return inputs.isEmpty();
  }

  /** For example {@code conv2(pad1): CNN ...}. */
  @Override
  public String toString() {
    return name + inputs + " -> " + type + " " + details();
  }

  /** What the configuration says, without what is left at its default. */
  private String details() {
    String all = layer.map(Object::toString).or(() -> vertex.map(Object::toString)).orElse("");
    return KEPT.matcher(all).results().map(MatchResult::group).collect(Collectors.joining(" "));
  }
}
