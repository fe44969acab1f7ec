package org.dl4jmot.examples.random;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * Draws the steps of a network, one after the other: fewer steps of the same seed are the beginning
 * of the same network.
 */
final class NetworkDrawing {
  private static final int ATTEMPTS = 30;
  // Deeplearning4j stacks volumes, but does not take them apart.
  private static final Predicate<InputType> STACKED = Types.DENSE.or(Types.SEQUENCE);
  private final Draw draw;
  private final boolean chain;
  private final CNN2DFormat format;
  private final List<Step> steps = new ArrayList<>();
  // What nothing else may read: indices, and batches of branches on top of each other.
  private final Set<String> closed = new HashSet<>();

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
      if (draw.chance(0.08)) {
        indices("in" + i, draw.fork());
      } else {
        steps.add(Step.input("in" + i, input()));
      }
    }
  }

  /** An input of indices can be read by a table alone. */
  private void indices(String name, Draw own) {
    int count = own.chance(0.4) ? 1 : own.between(2, 8);
    Step input = add(Step.input(name, InputType.feedForward(count)));
    Layer table = SequenceLayers.embedding(own, count);
    Geometry.behind(table, input.type())
        .ifPresent(type -> add(Step.of("embedding" + steps.size(), table, input, type)));
    closed.add(name);
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
    List<Step> open = steps.stream().filter(step -> !closed.contains(step.name())).toList();
    Step source = chain || own.chance(0.6) ? open.get(open.size() - 1) : own.of(open);
    double kind = chain ? 1 : own.real(0, 1);
    if (kind < 0.3) {
      vertex(own, source);
    } else if (kind < 0.38) {
      shared(own, source);
    } else {
      layer(own, source, LayerKinds.all());
    }
  }

  /** A layer that two branches share: stacked along the batch, and taken apart behind it. */
  private void shared(Draw own, Step source) {
    List<Step> branches = siblings(own, source, 2);
    if (branches.isEmpty() || !STACKED.test(branches.get(0).type())) {
      return;
    }
    InputType type = branches.get(0).type();
    String number = Integer.toString(steps.size());
    Step stack = Step.of("stack" + number, new StackVertex(), branches, type);
    Optional<Step> layer = layerOf(own, "shared" + number, stack, LayerKinds.all());
    if (layer.isPresent()) {
      add(stack);
      add(layer.get());
      closed.addAll(List.of(stack.name(), layer.get().name()));
      for (int i = 0; i < branches.size(); i++) {
        GraphVertex unstack = new UnstackVertex(i, branches.size());
        InputType given = layer.get().type();
        add(Step.of("unstack" + steps.size(), unstack, List.of(layer.get()), given));
      }
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
    return layerOf(own, "", source, kinds).map(this::add);
  }

  /** A layer that fits, under a name, or under that of its kind. */
  private Optional<Step> layerOf(Draw own, String name, Step source, List<LayerKind> kinds) {
    List<LayerKind> fitting = kinds.stream().filter(kind -> takes(kind, source.type())).toList();
    for (int i = 0; i < ATTEMPTS && !fitting.isEmpty(); i++) {
      LayerKind kind = own.of(fitting);
      Layer layer = kind.layer().apply(own, Types.unflattened(source.type()));
      Optional<InputType> type = Geometry.behind(layer, source.type());
      if (type.isPresent()) {
        String given = name.isEmpty() ? kind.name() + steps.size() : name;
        return Optional.of(Step.of(given, layer, source, type.get()));
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
    GraphVertex vertex = kind.vertex().apply(own, inputs.get(0).type());
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
