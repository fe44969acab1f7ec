package org.dl4jmot.core.freeze;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.core.data.NetworkOutput;
import org.dl4jmot.core.freeze.UnsupportedNetworkException.Item;
import org.dl4jmot.core.freeze.internal.GraphScope;
import org.dl4jmot.core.freeze.internal.TrainedParameters;
import org.dl4jmot.core.freeze.internal.Translation;
import org.dl4jmot.core.freeze.internal.Translators;
import org.dl4jmot.core.freeze.spi.FeatureOrder;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.tensor.Origin;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tensor.TrainedQuantization;

/**
 * Reads a trained network into a float {@link Graph} with inference semantics: channels last, batch
 * 1, parameters copied, dropout and loss gone. The network stays as it is.
 *
 * <p>Tensors are named {@code <layer>/output}, {@code <layer>/pre-activation}, {@code
 * <layer>/weight} and so on; input and output ports carry the network's names ({@code input} and
 * the last layer's name for a {@link MultiLayerNetwork}).
 */
public final class Freezer {
  private final SourceNetwork network;
  private final Map<String, FeatureOrder> outputOrders;
  private final Translators translators = Translators.standard();
  private final GraphBuilder graph = Graph.builder();
  private final Map<String, Value> values = new HashMap<>();
  private final List<NetworkOutput> outputs = new ArrayList<>();
  private final List<Item> problems = new ArrayList<>();
  private final List<String> notFinite = new ArrayList<>();

  private Freezer(SourceNetwork network) {
    this.network = network;
    this.outputOrders = OutputOrders.of(network);
  }

  /**
   * Freezes a network whose input shapes its configuration tells: vectors, flattened images, or
   * images that a preprocessor of known sizes flattens later on.
   *
   * @throws UnsupportedNetworkException listing everything that has no form in a graph
   * @throws NonFiniteParametersException listing every parameter with NaN or infinite values
   */
  public static FrozenNetwork freeze(Model model) {
    return freeze(model, new InputType[0]);
  }

  /**
   * Freezes a network that is fed inputs of the given types.
   *
   * @param model a {@link MultiLayerNetwork} or {@link ComputationGraph}
   * @param inputTypes one per input of the network, in its order; none to derive them
   * @throws IllegalArgumentException for another kind of model, or another number of types
   * @throws UnsupportedNetworkException listing everything that has no form in a graph
   * @throws NonFiniteParametersException listing every parameter with NaN or infinite values
   */
  public static FrozenNetwork freeze(Model model, InputType... inputTypes) {
    SourceNetwork network = read(model);
    if (inputTypes.length != 0 && inputTypes.length != network.inputs().size()) {
      throw new IllegalArgumentException(
          "need no input types or one for each of the inputs "
              + network.inputs()
              + ", not "
              + inputTypes.length);
    }
    return new Freezer(network).freeze(List.of(inputTypes));
  }

  private static SourceNetwork read(Model model) {
    if (model instanceof MultiLayerNetwork network) {
      network.init();
      return MultiLayerReader.read(network);
    }
    if (model instanceof ComputationGraph network) {
      network.init();
      return ComputationGraphReader.read(network);
    }
    throw new IllegalArgumentException(
        "can freeze a MultiLayerNetwork or a ComputationGraph, not a "
            + model.getClass().getName());
  }

  private FrozenNetwork freeze(List<InputType> types) {
    checkNames();
    List<Input> inputs = new InputShapes(network, problems).inputs(types);
    inputs.forEach(this::addInput);
    network.nodes().forEach(this::translate);
    network.outputs().forEach(this::addOutput);
    if (!problems.isEmpty()) {
      throw new UnsupportedNetworkException(problems);
    }
    if (!notFinite.isEmpty()) {
      throw new NonFiniteParametersException(notFinite);
    }
    List<NetworkInput> ports = inputs.stream().map(Input::port).toList();
    return new FrozenNetwork(graph.build(), ports, outputs, network.layers(), network.layerTypes());
  }

  private void checkNames() {
    Set<String> names = new HashSet<>(network.inputs());
    for (SourceNode node : network.nodes()) {
      if (!names.add(node.name())) {
        report(node, new Problem("another layer or input has the same name", "Rename one of them"));
      }
    }
    if (!problems.isEmpty()) {
      throw new UnsupportedNetworkException(problems);
    }
  }

  private void addInput(Input input) {
    Origin origin = new Origin(input.port().name(), Origin.Role.INPUT);
    Optional<TrainedQuantization> trained =
        network.consumers(input.port().name()).stream()
            .flatMap(this::layersBehind)
            .flatMap(node -> Optional.ofNullable(node.trained().get(Origin.Role.INPUT)).stream())
            .findFirst();
    Tensor tensor = input.value().tensor().withOrigin(origin).withTrained(trained);
    graph.input(input.port().name(), tensor);
    values.put(input.port().name(), input.value().in(tensor));
  }

  /** The layer itself; for a preprocessor, which learns nothing, the layer behind it. */
  private java.util.stream.Stream<SourceNode> layersBehind(SourceNode node) {
    return node.name().equals(node.layer())
        ? java.util.stream.Stream.of(node)
        : network.consumers(node.name()).stream();
  }

  private void translate(SourceNode node) {
    Optional<Translation> translation = translators.find(node.conf());
    List<Problem> found =
        translation
            .map(Translation::problems)
            .orElseGet(() -> List.of(Translators.unknown(node.conf())));
    found.forEach(problem -> report(node, problem));
    // What a layer with a problem would have fed is not translated, so that one cause is one line.
    if (found.isEmpty() && values.keySet().containsAll(node.inputs())) {
      translate(node, translation.orElseThrow());
    }
  }

  private void translate(SourceNode node, Translation translation) {
    GraphScope scope = scope(node);
    try {
      List<Value> inputs = node.inputs().stream().map(values::get).toList();
      values.put(node.name(), translation.translate(scope, inputs));
    } catch (UntranslatableException e) {
      report(node, e.problem());
    } catch (IllegalArgumentException e) {
      // An operation refuses the shapes that reach it; Deeplearning4j asks that of few layers.
      report(
          node,
          new Problem(
              String.valueOf(e.getMessage()), "Check the sizes of its input, filter and padding"));
    }
  }

  private GraphScope scope(SourceNode node) {
    return new GraphScope(
        graph,
        translators,
        node.layer(),
        node.prefix(),
        new TrainedParameters(node.name(), node.parameters(), notFinite),
        node.trained(),
        Optional.ofNullable(outputOrders.get(node.name())));
  }

  private void addOutput(String name) {
    Value value = values.get(name);
    if (value == null) {
      return; // Its cause has been reported.
    }
    Value output = value;
    if (value instanceof Value.Features features && !features.order().isSame()) {
      GraphScope scope = scope(network.node(name).orElseThrow());
      output = Value.Features.of(features.inTrainedOrder(scope, "arranged-output"));
    }
    graph.output(name, output.tensor());
    outputs.add(new NetworkOutput(name, output.layout(), output.shape()));
  }

  private void report(SourceNode node, Problem problem) {
    problems.add(new Item(node.name(), node.type(), problem.reason(), problem.remedy()));
  }

  /**
   * An input of the network.
   *
   * @param port its name and layout
   * @param value its tensor in the graph
   */
  record Input(NetworkInput port, Value value) {}
}
