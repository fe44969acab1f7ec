package org.dl4jmot.core.freeze;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Derives what an input is fed from the layers behind it: a trained network forgets the {@link
 * InputType} it was built with. The number of values follows from the first dense layer, the
 * channels from the first convolution, the size of images from the sizes that a flattening
 * preprocessor remembers. Where several sizes lead to the same flattened one, that with the most
 * factors of two is taken and the others are logged.
 */
final class InputTypeSearch {
  private static final Logger log = LoggerFactory.getLogger(InputTypeSearch.class);
  private static final int LARGEST = 1024;
  private static final Class<?> FLATTENS = CnnToFeedForwardPreProcessor.class;
  private static final Class<?> TAKES_AN_INDEX = EmbeddingLayer.class;

  /** Layers that take sequences, or may do so, behind which sizes are no longer the input's. */
  private static final Set<Class<?>> TAKE_SEQUENCES =
      Set.of(
          AbstractSameDiffLayer.class,
          BaseRecurrentLayer.class,
          BaseWrapperLayer.class,
          Bidirectional.class,
          EmbeddingSequenceLayer.class);

  private static final Set<Class<?>> TAKE_VECTORS = Set.of(DenseLayer.class, OutputLayer.class);

  private final SourceNetwork network;
  private final String input;

  InputTypeSearch(SourceNetwork network, String input) {
    this.network = network;
    this.input = input;
  }

  Optional<InputType> find() {
    List<String> reached = new ArrayList<>(List.of(input));
    for (SourceNode node : network.nodes()) {
      if (node.inputs().stream().noneMatch(reached::contains)) {
        continue;
      }
      if (TAKE_VECTORS.contains(node.conf().getClass())) {
        return Optional.of(InputType.feedForward(((FeedForwardLayer) node.conf()).getNIn()));
      }
      if (TAKES_AN_INDEX.isInstance(node.conf())) {
        return Optional.of(InputType.feedForward(1));
      }
      if (TAKE_SEQUENCES.stream().anyMatch(type -> type.isInstance(node.conf()))) {
        return Optional.empty(); // Their length stands nowhere.
      }
      if (node.conf() instanceof InputPreProcessor && !FLATTENS.isInstance(node.conf())) {
        return Optional.empty(); // What follows is fed something else than the network.
      }
      if (node.conf() instanceof ConvolutionLayer convolution) {
        return image(convolution);
      }
      if (node.inputs().size() == 1) { // behind a merge the sizes are no longer this input's
        reached.add(node.name());
      }
    }
    return Optional.empty();
  }

  private Optional<InputType> image(ConvolutionLayer first) {
    long channels = first.getNIn();
    CNN2DFormat format = first.getCnn2dDataFormat();
    List<Integer> heights = new ArrayList<>();
    List<Integer> widths = new ArrayList<>();
    for (int size = 1; size <= LARGEST; size++) {
      List<Flattening> flattenings =
          flattenings(InputType.convolutional(size, size, channels, format));
      if (fits(flattenings, Flattening::height, f -> f.conf().getInputHeight())) {
        heights.add(size);
      }
      if (fits(flattenings, Flattening::width, f -> f.conf().getInputWidth())) {
        widths.add(size);
      }
    }
    if (heights.isEmpty() || widths.isEmpty()) {
      return Optional.empty();
    }
    int height = mostEven(heights);
    int width = mostEven(widths);
    if (heights.size() > 1 || widths.size() > 1) {
      log.info(
          "The network does not store the size of input '{}': taking {} of heights {} and {} of"
              + " widths {}. Pass an InputType to settle it.",
          input,
          height,
          heights,
          width,
          widths);
    }
    return Optional.of(InputType.convolutional(height, width, channels, format));
  }

  private static boolean fits(
      List<Flattening> flattenings,
      ToLongFunction<Flattening> actual,
      ToLongFunction<Flattening> wanted) {
    return !flattenings.isEmpty()
        && flattenings.stream().allMatch(f -> actual.applyAsLong(f) == wanted.applyAsLong(f));
  }

  private static int mostEven(List<Integer> sizes) {
    int best = sizes.get(0);
    for (int size : sizes) {
      if (Integer.numberOfTrailingZeros(size) > Integer.numberOfTrailingZeros(best)) {
        best = size;
      }
    }
    return best;
  }

  /** What reaches the flattening preprocessors behind this input, fed images of a type. */
  private List<Flattening> flattenings(InputType type) {
    Map<String, InputType> types = new HashMap<>(Map.of(input, type));
    List<Flattening> found = new ArrayList<>();
    for (SourceNode node : network.nodes()) {
      if (!types.keySet().containsAll(node.inputs())) {
        continue;
      }
      InputType first = types.get(node.inputs().get(0));
      if (node.conf() instanceof CnnToFeedForwardPreProcessor flattening) {
        if (first instanceof InputTypeConvolutional image && flattening.getInputHeight() > 0) {
          found.add(new Flattening(flattening, image));
        }
      } else {
        output(node, node.inputs().stream().map(types::get).toList())
            .ifPresent(output -> types.put(node.name(), output));
      }
    }
    return found;
  }

  /** What a node yields; empty where it cannot take its input, as an image too small. */
  private static Optional<InputType> output(SourceNode node, List<InputType> inputs) {
    try {
      if (node.conf() instanceof Layer layer) {
        return Optional.of(layer.getOutputType(-1, inputs.get(0)));
      }
      if (node.conf() instanceof GraphVertex vertex) {
        // A copy: MergeVertex of 1.0.0-M2.1 sets its axis while it is asked.
        return Optional.of(vertex.clone().getOutputType(-1, inputs.toArray(InputType[]::new)));
      }
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /**
   * A flattening preprocessor and what reaches it.
   *
   * @param conf the preprocessor
   * @param image the image type that reaches it
   */
  private record Flattening(CnnToFeedForwardPreProcessor conf, InputTypeConvolutional image) {
    long height() {
      return image.getHeight();
    }

    long width() {
      return image.getWidth();
    }
  }
}
