package org.dl4jmot.examples.random;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;

/** What Deeplearning4j says comes out of a layer or vertex, as its configuration builders ask. */
final class Geometry {
  /** Keeps a network a matter of milliseconds. */
  private static final long MOST_ELEMENTS = 500;

  /** How many steps a sequence has of which Deeplearning4j does not know. */
  private static final long UNKNOWN = -1;

  private Geometry() {}

  /** What a layer gives, or empty if Deeplearning4j refuses it there, or it is too much. */
  static Optional<InputType> behind(Layer layer, InputType input) {
    return asked(
        () -> {
          InputPreProcessor between = layer.getPreProcessorForInputType(input);
          if (between == null && input.getType() == InputType.Type.CNNFlat) {
            throw new IllegalArgumentException("it would take flattened images as they are");
          }
          InputType fed = between == null ? input : between.getOutputType(input);
          // A table has as many rows as it says, not as many as indices choose from it.
          layer.setNIn(fed, layer.getClass() != EmbeddingLayer.class);
          Fits.require(layer, fed);
          // A loss layer, which Deeplearning4j takes for empty, gives what it is fed.
          InputType given = layer.getClass() == LossLayer.class ? fed : layer.getOutputType(0, fed);
          return layer.getClass() == Cropping1D.class ? given : completed(fed, given);
        });
  }

  /**
   * What layers and vertices of 1.0.0-M2.1 forget to say: those on volumes say they give NDHWC, and
   * keep the format they are fed; bidirectional ones and subsets do not say of how many steps.
   */
  private static InputType completed(InputType input, InputType output) {
    if (input instanceof InputType.InputTypeConvolutional3D fed
        && output instanceof InputType.InputTypeConvolutional3D given) {
      return InputType.convolutional3D(
          fed.getDataFormat(),
          given.getDepth(),
          given.getHeight(),
          given.getWidth(),
          given.getChannels());
    }
    return input instanceof InputType.InputTypeRecurrent fed
            && output instanceof InputType.InputTypeRecurrent given
            && given.getTimeSeriesLength() == UNKNOWN
        ? InputType.recurrent(given.getSize(), fed.getTimeSeriesLength(), given.getFormat())
        : output;
  }

  /** What a vertex gives, or empty if Deeplearning4j refuses it there, or it is too much. */
  static Optional<InputType> behind(GraphVertex vertex, List<InputType> inputs) {
    return asked(
        () -> completed(inputs.get(0), vertex.getOutputType(0, inputs.toArray(new InputType[0]))));
  }

  private interface Question {
    InputType ask();
  }

  private static Optional<InputType> asked(Question question) {
    try {
      InputType type = question.ask();
      long elements = type.arrayElementsPerExample();
      boolean cells = Arrays.stream(type.getShape(false)).allMatch(size -> size > 0);
      return cells && elements <= MOST_ELEMENTS ? Optional.of(type) : Optional.empty();
    } catch (RuntimeException e) {
      // Deeplearning4j has a dozen exceptions for filters that do not fit; any means: draw again.
      return Optional.empty();
    }
  }
}
