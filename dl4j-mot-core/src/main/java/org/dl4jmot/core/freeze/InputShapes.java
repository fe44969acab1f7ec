package org.dl4jmot.core.freeze;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.dl4jmot.core.data.Layout;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.core.freeze.UnsupportedNetworkException.Item;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Finds out what a network is fed. */
final class InputShapes {
  private final SourceNetwork network;
  private final List<Item> problems;

  InputShapes(SourceNetwork network, List<Item> problems) {
    this.network = network;
    this.problems = problems;
  }

  /** The network's inputs; one whose shape nothing tells is reported and left out. */
  List<Freezer.Input> inputs(List<InputType> types) {
    List<Freezer.Input> inputs = new ArrayList<>();
    for (int i = 0; i < network.inputs().size(); i++) {
      String name = network.inputs().get(i);
      Optional<InputType> given = types.isEmpty() ? Optional.empty() : Optional.of(types.get(i));
      unflattened(name)
          .or(() -> given)
          .or(() -> new InputTypeSearch(network, name).find())
          .ifPresentOrElse(
              type -> input(name, type).ifPresent(inputs::add), () -> reportUnknown(name));
    }
    return inputs;
  }

  /** A vector that is turned into an image at once is fed to the graph as an image. */
  private Optional<InputType> unflattened(String name) {
    List<SourceNode> consumers = network.consumers(name);
    if (consumers.size() == 1
        && consumers.get(0).conf() instanceof FeedForwardToCnnPreProcessor preprocessor) {
      return Optional.of(
          InputType.convolutionalFlat(
              preprocessor.getInputHeight(),
              preprocessor.getInputWidth(),
              preprocessor.getNumChannels()));
    }
    return Optional.empty();
  }

  private Optional<Freezer.Input> input(String name, InputType type) {
    return switch (type.getType()) {
      case FF -> Optional.of(vector(name, ((InputType.InputTypeFeedForward) type).getSize()));
      case CNN -> Optional.of(image(name, (InputType.InputTypeConvolutional) type));
      case CNNFlat -> Optional.of(flat(name, (InputType.InputTypeConvolutionalFlat) type));
      case RNN -> sequence(name, (InputType.InputTypeRecurrent) type);
      case CNN3D -> Optional.of(volume(name, (InputType.InputTypeConvolutional3D) type));
    };
  }

  private static Freezer.Input vector(String name, long size) {
    return input(name, Layout.AS_GRAPH, Value.Features::of, size);
  }

  private Optional<Freezer.Input> sequence(String name, InputType.InputTypeRecurrent type) {
    if (type.getTimeSeriesLength() <= 0) {
      problems.add(
          new Item(
              name,
              "input",
              "its sequences have no fixed length, which a graph needs",
              "Pass an InputType with one, InputType.recurrent(size, length), along with the"
                  + " network"));
      return Optional.empty();
    }
    return Optional.of(
        input(
            name,
            tensor -> new Value.Sequence(tensor, type.getFormat()),
            type.getTimeSeriesLength(),
            type.getSize()));
  }

  private static Freezer.Input image(String name, InputType.InputTypeConvolutional type) {
    return input(
        name,
        tensor -> new Value.Image(tensor, type.getFormat()),
        type.getHeight(),
        type.getWidth(),
        type.getChannels());
  }

  private static Freezer.Input flat(String name, InputType.InputTypeConvolutionalFlat type) {
    return input(
        name,
        Layout.CHANNELS_FIRST_FLAT,
        tensor -> new Value.Image(tensor, CNN2DFormat.NCHW),
        type.getHeight(),
        type.getWidth(),
        type.getDepth());
  }

  private static Freezer.Input volume(String name, InputType.InputTypeConvolutional3D type) {
    return input(
        name,
        tensor -> new Value.Volume(tensor, type.getDataFormat()),
        type.getDepth(),
        type.getHeight(),
        type.getWidth(),
        type.getChannels());
  }

  private static Freezer.Input input(String name, Function<Tensor, Value> as, long... sizes) {
    Value value = as.apply(Tensor.ofFloat(name, shape(sizes)));
    return new Freezer.Input(new NetworkInput(name, value.layout(), value.shape()), value);
  }

  private static Freezer.Input input(
      String name, Layout layout, Function<Tensor, Value> as, long... sizes) {
    Value value = as.apply(Tensor.ofFloat(name, shape(sizes)));
    return new Freezer.Input(new NetworkInput(name, layout, value.shape()), value);
  }

  /** A batch of one. */
  private static Shape shape(long... sizes) {
    return Shape.of(
        IntStream.concat(IntStream.of(1), LongStream.of(sizes).mapToInt(Math::toIntExact))
            .toArray());
  }

  private void reportUnknown(String name) {
    problems.add(
        new Item(
            name,
            "input",
            "the network's configuration does not tell the shape of this input",
            "Pass its InputType along with the network, for example"
                + " InputType.convolutional(height, width, channels), or for sequences"
                + " InputType.recurrent(size, length)"));
  }
}
