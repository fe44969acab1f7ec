package org.dl4jmot.examples.random;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network that a seed determines: its layers, their geometry, its weights.
 *
 * @param seed what it was drawn from
 * @param model a {@link MultiLayerNetwork} or a {@link ComputationGraph}
 * @param reference a model that answers as it should, the same one for most networks
 * @param steps its inputs, layers and vertices, in order
 */
record RandomNetwork(long seed, Model model, Model reference, List<Step> steps) {
  private static final Set<Class<? extends Layer>> IN_PLACE =
      Set.of(ActivationLayer.class, PReLULayer.class);

  private static final Set<Class<? extends Layer>> TRAPS =
      Set.of(DepthwiseConvolution2D.class, Deconvolution2D.class);
  private static final Set<Class<? extends Layer>> TABLES =
      Set.of(EmbeddingLayer.class, EmbeddingSequenceLayer.class);

  /** The whole network of a seed. */
  static RandomNetwork of(long seed) {
    return of(seed, Integer.MAX_VALUE);
  }

  /**
   * The beginning of a seed's network.
   *
   * @param most how many layers and vertices at most
   * @throws UnrunnableNetworkException if Deeplearning4j cannot build it
   */
  static RandomNetwork of(long seed, int most) {
    Draw draw = new Draw(seed);
    Draw weights = draw.fork();
    boolean chain = draw.chance(0.4);
    List<Step> steps = NetworkDrawing.draw(draw.fork(), chain, most);
    try {
      return chain ? ofChain(seed, steps, weights) : ofGraph(seed, steps, weights);
    } catch (RuntimeException e) {
      throw new UnrunnableNetworkException(e);
    }
  }

  private static RandomNetwork ofChain(long seed, List<Step> steps, Draw weights) {
    MultiLayerNetwork network = chain(steps);
    Parameters.fill(List.of(network.getLayers()), weights);
    boolean trusted = steps.stream().noneMatch(RandomNetwork::isNativeTrap);
    return new RandomNetwork(
        seed, network, trusted ? network : guarded(steps, parameters(steps, network)), steps);
  }

  private static RandomNetwork ofGraph(long seed, List<Step> steps, Draw weights) {
    ComputationGraph network = graph(steps);
    Parameters.fill(List.of(network.getLayers()), weights);
    return of(seed, network, steps);
  }

  /**
   * A graph that is there already.
   *
   * @param seed what its samples are drawn from
   * @param steps what it consists of, in the order of its outputs
   */
  static RandomNetwork of(long seed, ComputationGraph network, List<Step> steps) {
    return new RandomNetwork(seed, network, guarded(steps, parameters(steps, network)), steps);
  }

  /**
   * A graph that computes what the given layers mean, with copies in front of those that
   * Deeplearning4j 1.0.0-M2.1 runs wrongly: ActivationLayer and PReLULayer work in place at
   * inference and change what others read too; native depthwise_conv2d and deconv2d misread NHWC
   * arrays that are not contiguous, as separable convolutions leave them; UnstackVertex cuts
   * nothing out of what is cut out itself.
   */
  private static Model guarded(List<Step> steps, Map<String, Map<String, INDArray>> parameters) {
    List<Step> guarded = new ArrayList<>();
    for (Step step : steps) {
      boolean inPlace = step.layer().map(Layer::getClass).filter(IN_PLACE::contains).isPresent();
      boolean unstacks = step.vertex().filter(UnstackVertex.class::isInstance).isPresent();
      if (inPlace || unstacks || isNativeTrap(step)) {
        String copy = step.name() + "-copy";
        guarded.add(step.copied(copy));
        guarded.add(step.reading(copy));
      } else {
        guarded.add(step);
      }
    }
    ComputationGraph model = graph(guarded);
    // By name: more vertices may change the order of layers.
    parameters.forEach(
        (name, filled) ->
            model
                .getVertex(name)
                .getLayer()
                .paramTable()
                .forEach((key, array) -> array.assign(filled.get(key))));
    return model;
  }

  private static Map<String, Map<String, INDArray>> parameters(
      List<Step> steps, ComputationGraph network) {
    return steps.stream()
        .filter(step -> step.layer().isPresent())
        .filter(step -> network.getVertex(step.name()).getLayer().numParams() > 0)
        .collect(
            Collectors.toMap(
                Step::name, step -> network.getVertex(step.name()).getLayer().paramTable()));
  }

  private static Map<String, Map<String, INDArray>> parameters(
      List<Step> steps, MultiLayerNetwork network) {
    List<Step> layers = steps.stream().filter(step -> step.layer().isPresent()).toList();
    return IntStream.range(0, layers.size())
        .filter(i -> network.getLayer(i).numParams() > 0)
        .boxed()
        .collect(
            Collectors.toMap(i -> layers.get(i).name(), i -> network.getLayer(i).paramTable()));
  }

  private static boolean isNativeTrap(Step step) {
    return step.layer().map(Layer::getClass).filter(TRAPS::contains).isPresent();
  }

  // Workspaces of 1.0.0-M2.1 refuse some networks, such as two dropout layers in a row.
  private static NeuralNetConfiguration.Builder configuration() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .inferenceWorkspaceMode(WorkspaceMode.NONE)
        .trainingWorkspaceMode(WorkspaceMode.NONE);
  }

  private static MultiLayerNetwork chain(List<Step> steps) {
    NeuralNetConfiguration.ListBuilder list = configuration().list();
    steps.forEach(step -> step.layer().ifPresent(list::layer));
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            // Drawing set them; asked again, Deeplearning4j gives tables of one row.
            list.overrideNinUponBuild(false).setInputType(steps.get(0).type()).build());
    network.init();
    return network;
  }

  private static ComputationGraph graph(List<Step> steps) {
    GraphBuilder builder = configuration().graphBuilder();
    for (Step step : steps) {
      String[] inputs = step.inputs().toArray(new String[0]);
      if (step.isInput()) {
        builder.addInputs(step.name());
      }
      step.layer().ifPresent(layer -> builder.addLayer(step.name(), layer, inputs));
      step.vertex().ifPresent(vertex -> builder.addVertex(step.name(), vertex, inputs));
    }
    String[] outputs = NetworkDrawing.leaves(steps).stream().map(Step::name).toArray(String[]::new);
    ComputationGraph network =
        new ComputationGraph(builder.setOutputs(outputs).setInputTypes(inputTypes(steps)).build());
    network.init();
    return network;
  }

  private static InputType[] inputTypes(List<Step> steps) {
    return steps.stream().filter(Step::isInput).map(Step::type).toArray(InputType[]::new);
  }

  /** What the network is fed. */
  InputType[] inputTypes() {
    return inputTypes(steps);
  }

  /** From how many rows an input chooses, if it is one of indices. */
  OptionalLong vocabulary(int input) {
    String name = steps.stream().filter(Step::isInput).toList().get(input).name();
    return steps.stream()
        .filter(step -> step.inputs().contains(name))
        .flatMap(step -> step.layer().stream())
        .filter(layer -> TABLES.contains(layer.getClass()))
        .mapToLong(layer -> ((FeedForwardLayer) layer).getNIn())
        .findFirst();
  }

  /** Types of what the network answers, in its order. */
  List<InputType> outputTypes() {
    return NetworkDrawing.leaves(steps).stream().map(Step::type).toList();
  }

  /** How many layers and vertices there are. */
  int size() {
    return (int) steps.stream().filter(step -> !step.isInput()).count();
  }

  /**
   * What the network answers to a batch, which stays as it is although activation layers may work
   * in place.
   *
   * @throws UnrunnableNetworkException if Deeplearning4j cannot run it
   */
  List<INDArray> answer(INDArray... batch) {
    INDArray[] copies = Arrays.stream(batch).map(INDArray::dup).toArray(INDArray[]::new);
    try {
      List<INDArray> answers =
          reference instanceof ComputationGraph graph
              ? Arrays.asList(graph.output(copies))
              : List.of(((MultiLayerNetwork) reference).output(copies[0]));
      if (answers.stream().anyMatch(answer -> answer.isEmpty() || !isFinite(answer))) {
        throw new IllegalStateException("an output is empty, NaN or infinite");
      }
      return answers;
    } catch (RuntimeException e) {
      throw new UnrunnableNetworkException(e);
    }
  }

  private static boolean isFinite(INDArray answer) {
    return Float.isFinite(answer.amaxNumber().floatValue());
  }

  /** How often each kind of layer and vertex occurs. */
  Map<String, Long> kinds() {
    return steps.stream()
        .map(step -> step.name().replaceAll("[0-9]+$", ""))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  /** The steps, one a line. */
  @Override
  public String toString() {
    String kind = model.getClass().getSimpleName();
    return "seed "
        + seed
        + ", "
        + kind
        + steps.stream().map(step -> "\n  " + step).collect(Collectors.joining());
  }
}
