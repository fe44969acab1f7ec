package org.dl4jmot.examples.random;

import static org.dl4jmot.examples.random.Types.ANY;
import static org.dl4jmot.examples.random.Types.DENSE;
import static org.dl4jmot.examples.random.Types.FEATURES_FIRST;
import static org.dl4jmot.examples.random.Types.IMAGE;
import static org.dl4jmot.examples.random.Types.SEQUENCE;
import static org.dl4jmot.examples.random.Types.VECTOR;

import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.L2Vertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;

/** Every kind of vertex that random graphs are made of, a line each. */
final class VertexKinds {
  private static final List<VertexKind> ALL =
      List.of(
          new VertexKind("merge", 3, DENSE.or(SEQUENCE), (draw, type) -> new MergeVertex()),
          elementWise("add", 3, ElementWiseVertex.Op.Add),
          elementWise("subtract", 2, ElementWiseVertex.Op.Subtract),
          elementWise("product", 3, ElementWiseVertex.Op.Product),
          elementWise("average", 3, ElementWiseVertex.Op.Average),
          elementWise("max", 3, ElementWiseVertex.Op.Max),
          new VertexKind("distance", 2, DENSE, (draw, type) -> new L2Vertex()),
          new VertexKind("normalize", 1, DENSE, (draw, type) -> new L2NormalizeVertex()),
          new VertexKind("scale", 1, ANY, (draw, type) -> new ScaleVertex(draw.real(-2, 2))),
          new VertexKind("shift", 1, ANY, (draw, type) -> new ShiftVertex(draw.real(-2, 2))),
          new VertexKind("subset", 1, VECTOR.or(FEATURES_FIRST), VertexKinds::subset),
          // Deeplearning4j counts the channels of other subsets of images wrongly.
          new VertexKind("channel", 1, IMAGE.and(Types::isChannelsFirst), VertexKinds::channel),
          new VertexKind("reshape", 1, VECTOR.or(Types::isChannelsFirst), VertexKinds::reshape),
          new VertexKind(
              "laststepof", 1, FEATURES_FIRST, (draw, type) -> new LastTimeStepVertex("in0")),
          new VertexKind(
              "reverse", 1, FEATURES_FIRST, (draw, type) -> new ReverseTimeSeriesVertex()));

  private VertexKinds() {}

  /** All kinds. */
  static List<VertexKind> all() {
    return ALL;
  }

  private static VertexKind elementWise(String name, int inputs, ElementWiseVertex.Op op) {
    return new VertexKind(
        name, inputs, DENSE.or(SEQUENCE), (draw, type) -> new ElementWiseVertex(op));
  }

  private static GraphVertex subset(Draw draw, InputType type) {
    int from = draw.between(0, Types.features(type) - 1);
    return new SubsetVertex(from, draw.between(from, Types.features(type) - 1));
  }

  private static GraphVertex channel(Draw draw, InputType type) {
    int channel = draw.between(0, Types.features(type) - 1);
    return new SubsetVertex(channel, channel);
  }

  /** Vectors become images or vectors again, anything else vectors. */
  private static GraphVertex reshape(Draw draw, InputType type) {
    int elements = Math.toIntExact(type.arrayElementsPerExample());
    if (!VECTOR.test(type)) {
      return new ReshapeVertex(-1, elements);
    }
    int channels = draw.of(divisors(elements));
    int height = draw.of(divisors(elements / channels));
    return new ReshapeVertex(-1, channels, height, elements / channels / height);
  }

  private static List<Integer> divisors(int number) {
    return IntStream.rangeClosed(1, number)
        .filter(divisor -> number % divisor == 0)
        .boxed()
        .toList();
  }
}
