package org.dl4jmot.examples.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * Draws the steps of a network, one after the other: fewer steps of the same seed are the beginning
 * of the same network.
 */
final class NetworkDrawing {
  private static final int ATTEMPTS = 30;
  private final Draw draw;
  private final boolean chain;
  private final CNN2DFormat format;
  private final List<Step> steps = new ArrayList<>();

  private NetworkDrawing(Draw draw, boolean chain) {
    this.draw = draw;
    this.chain = chain;
    this.format = draw.of(CNN2DFormat.values());
  }

  /**
   * Draws a network.
   *
   * @param chain whether every step reads the one before, as in a MultiLayerNetwork
   * @param most largest number of steps
   */
  static List<Step> draw(Draw draw, boolean chain, int most) {
    NetworkDrawing drawing = new NetworkDrawing(draw, chain);
    int wanted = chain ? draw.between(1, 6) : draw.between(2, 9);
    boolean ends = draw.chance(0.6);
    drawing.inputs();
    for (int i = 0; i < Math.min(wanted, most); i++) {
      drawing.step(draw.fork());
    }
    drawing.readUnreadInputs();
    if (ends && most >= wanted) {
      drawing.last(draw.fork());
    }
    return drawing.steps;
  }

  /** The steps that no other step reads: the outputs. */
  static List<Step> leaves(List<Step> steps) {
    Set<String> read =
        steps.stream().flatMap(step -> step.inputs().stream()).collect(Collectors.toSet());
    return steps.stream().filter(step -> !read.contains(step.name())).toList();
  }

  private void inputs() {
    int count = chain || draw.chance(0.8) ? 1 : 2;
    for (int i = 0; i < count; i++) {
      steps.add(Step.input("in" + i, input()));
    }
  }

  private InputType input() {
    int height = draw.between(3, 9);
    int width = draw.between(3, 9);
    int channels = draw.between(1, 4);
    double kind = draw.real(0, 1);
    if (kind < 0.15) {
      return InputType.feedForward(draw.between(1, 12));
    }
    if (kind < 0.35) {
      return InputType.recurrent(channels, height, draw.of(RNNFormat.values()));
    }
    if (kind < 0.45) {
      int depth = draw.between(2, 4);
      return InputType.convolutional3D(
          DataFormat.NCDHW, depth, draw.between(2, 5), draw.between(2, 5), channels);
    }
    return chain && draw.chance(0.1)
        ? InputType.convolutionalFlat(height, width, channels)
        : InputType.convolutional(height, width, channels, format);
  }

  private void step(Draw own) {
    Step source = chain || own.chance(0.6) ? steps.get(steps.size() - 1) : own.of(steps);
    if (!chain && own.chance(0.3)) {
      vertex(own, source);
    } else {
      layer(own, source, LayerKinds.all());
    }
  }

  private void readUnreadInputs() {
    for (Step leaf : leaves(steps)) {
      if (leaf.isInput()) {
        layer(draw.fork(), leaf, LayerKinds.all());
      }
    }
  }

  private void last(Draw own) {
    layer(own, steps.get(steps.size() - 1), LayerKinds.last());
  }

  private Optional<Step> layer(Draw own, Step source, List<LayerKind> kinds) {
    List<LayerKind> fitting = kinds.stream().filter(kind -> takes(kind, source.type())).toList();
    for (int i = 0; i < ATTEMPTS && !fitting.isEmpty(); i++) {
      LayerKind kind = own.of(fitting);
      Layer layer = kind.layer().apply(own, Types.unflattened(source.type()));
      Optional<InputType> type = Geometry.behind(layer, source.type());
      if (type.isPresent()) {
        return Optional.of(add(Step.of(kind.name() + steps.size(), layer, source, type.get())));
      }
    }
    return Optional.empty();
  }

  /** Flattened images are images to the first layer, which must be one for images alone. */
  private static boolean takes(LayerKind kind, InputType type) {
    if (type instanceof InputType.InputTypeConvolutionalFlat flat) {
      return kind.takes().test(flat.getUnflattenedType())
          && !kind.takes().test(InputType.feedForward(1));
    }
    return kind.takes().test(type);
  }

  private void vertex(Draw own, Step source) {
    VertexKind kind = own.of(VertexKinds.all());
    List<Step> inputs = kind.inputs() == 1 ? List.of(source) : siblings(own, source, kind.inputs());
    if (inputs.isEmpty() || !kind.takes().test(inputs.get(0).type())) {
      return;
    }
    GraphVertex vertex = kind.vertex().apply(own);
    Geometry.behind(vertex, inputs.stream().map(Step::type).toList())
        .ifPresent(type -> add(Step.of(kind.name() + steps.size(), vertex, inputs, type)));
  }

  /** Two or more steps of one type, branches behind a step, among them the step itself if it is. */
  private List<Step> siblings(Draw own, Step source, int most) {
    List<LayerKind> kinds =
        LayerKinds.all().stream().filter(kind -> kind.takes().test(source.type())).toList();
    Optional<Step> first = layer(own, source, kinds);
    if (first.isEmpty()) {
      return List.of();
    }
    Stream<Step> branches =
        Stream.generate(() -> copy(first.get(), source)).limit(own.between(1, most - 1) - 1L);
    Step second = source.type().equals(first.get().type()) ? source : copy(first.get(), source);
    return Stream.concat(Stream.of(first.get(), second), branches.toList().stream()).toList();
  }

  /** Another layer of the same geometry, with weights of its own. */
  private Step copy(Step step, Step source) {
    String name = "copy" + steps.size();
    return add(Step.of(name, step.layer().orElseThrow().clone(), source, step.type()));
  }

  private Step add(Step step) {
    steps.add(step);
    return step;
  }
}
