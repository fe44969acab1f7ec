package org.dl4jmot.core.freeze;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.core.data.NetworkInput.Layout;
import org.dl4jmot.core.freeze.UnsupportedNetworkException.Item;
import org.dl4jmot.core.freeze.spi.FeatureOrder;
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
      case RNN, CNN3D -> {
        problems.add(
            new Item(
                name,
                "input",
                "inputs of type " + type.getType() + " are not supported",
                "Feed the network vectors or images"));
        yield Optional.empty();
      }
    };
  }

  private static Freezer.Input vector(String name, long size) {
    Shape shape = Shape.of(1, Math.toIntExact(size));
    return new Freezer.Input(
        new NetworkInput(name, Layout.AS_GRAPH, shape),
        new Value.Features(Tensor.ofFloat(name, shape), FeatureOrder.same(shape.dim(1))));
  }

  private static Freezer.Input image(String name, InputType.InputTypeConvolutional type) {
    Layout layout = type.getFormat() == CNN2DFormat.NHWC ? Layout.AS_GRAPH : Layout.NCHW;
    return image(
        name, layout, type.getHeight(), type.getWidth(), type.getChannels(), type.getFormat());
  }

  private static Freezer.Input flat(String name, InputType.InputTypeConvolutionalFlat type) {
    return image(
        name,
        Layout.NCHW_FLAT,
        type.getHeight(),
        type.getWidth(),
        type.getDepth(),
        CNN2DFormat.NCHW);
  }

  private static Freezer.Input image(
      String name, Layout layout, long height, long width, long channels, CNN2DFormat format) {
    Shape shape =
        Shape.of(1, Math.toIntExact(height), Math.toIntExact(width), Math.toIntExact(channels));
    return new Freezer.Input(
        new NetworkInput(name, layout, shape),
        new Value.Image(Tensor.ofFloat(name, shape), format));
  }

  private void reportUnknown(String name) {
    problems.add(
        new Item(
            name,
            "input",
            "the network's configuration does not tell the shape of this input",
            "Pass its InputType along with the network, for example"
                + " InputType.convolutional(height, width, channels)"));
  }
}
