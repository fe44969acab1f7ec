package org.dl4jmot.core.freeze.spi;

import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.dl4jmot.core.data.Layout;
import org.dl4jmot.runtime.op.Gather;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * A tensor of the graph, whose channels always come last, and how the trained network lays out the
 * same values: as {@link Image}, {@link Sequence}, {@link Volume} or {@link Features}.
 */
public sealed interface Value {
  /** The graph's tensor. */
  Tensor tensor();

  /** The same layout, in another tensor of the same rank. */
  Value in(Tensor other);

  /** How the trained network's array lies beside the graph's tensor. */
  Layout layout();

  /** What it is, for messages: kind, layout and shape. */
  String describe();

  /** The tensor's shape. */
  default Shape shape() {
    return tensor().shape();
  }

  /**
   * The graph's axis of an axis of the trained network's array.
   *
   * @param trained the trained network's axis, 0 being the batch
   */
  default int axis(int trained) {
    return layout().graphAxis(trained, shape().rank());
  }

  /**
   * The same values, row-major as in the trained network's array: with its order of axes, or of
   * features.
   *
   * @param name what is added to the scope, if anything has to be moved
   */
  default Tensor inTrainedOrder(LayerScope scope, String name) {
    List<Integer> permutation = IntStream.range(0, shape().rank()).mapToObj(this::axis).toList();
    return scope.transposed(name, tensor(), permutation);
  }

  /**
   * This value as an image, for a layer that needs one.
   *
   * @throws UntranslatableException if it is something else
   */
  default Image requireImage() {
    throw unexpected(
        "images",
        "Put a FeedForwardToCnnPreProcessor (for sequences an RnnToCnnPreProcessor) in front of"
            + " it");
  }

  /** This value as an image of the given layout, for a layer that needs one. */
  default Image requireImage(CNN2DFormat format) {
    Image image = requireImage();
    requireFormat(image.format(), format, "images");
    return image;
  }

  /**
   * This value as a sequence, for a layer that needs one.
   *
   * @throws UntranslatableException if it is something else
   */
  default Sequence requireSequence() {
    throw unexpected(
        "sequences",
        "Put a FeedForwardToRnnPreProcessor (for images a CnnToRnnPreProcessor) in front of it");
  }

  /** This value as a sequence of the given layout, for a layer that needs one. */
  default Sequence requireSequence(RNNFormat format) {
    Sequence sequence = requireSequence();
    requireFormat(sequence.format(), format, "sequences");
    return sequence;
  }

  /**
   * This value as a volume, for a layer that needs one.
   *
   * @throws UntranslatableException if it is something else
   */
  default Volume requireVolume() {
    throw unexpected("volumes", "Put a FeedForwardToCnn3DPreProcessor in front of it");
  }

  /** This value as a volume of the given layout, for a layer that needs one. */
  default Volume requireVolume(Convolution3D.DataFormat format) {
    Volume volume = requireVolume();
    requireFormat(volume.format(), format, "volumes");
    return volume;
  }

  /**
   * This value as a vector, for a layer that needs one.
   *
   * @throws UntranslatableException if it is something else
   */
  default Features requireFeatures() {
    throw unexpected(
        "vectors",
        "Put a preprocessor that flattens (such as CnnToFeedForwardPreProcessor or"
            + " RnnToFeedForwardPreProcessor) or a GlobalPoolingLayer in front of it");
  }

  private UntranslatableException unexpected(String wanted, String remedy) {
    return new UntranslatableException(
        "it expects " + wanted + " but is fed a " + describe(),
        remedy + ", or set the network's InputType");
  }

  private static <F extends Enum<F>> void requireFormat(F actual, F wanted, String what) {
    if (actual != wanted) {
      throw new UntranslatableException(
          "it expects " + wanted + " " + what + " but is fed " + actual,
          "Give every layer the same data format, or set the network's InputType");
    }
  }

  /** Moves the channels of a tensor in the trained network's order behind its other axes. */
  private static Tensor channelsLast(LayerScope scope, String name, Tensor trained, Layout layout) {
    int rank = trained.shape().rank();
    List<Integer> permutation =
        IntStream.range(0, rank).mapToObj(axis -> layout.trainedAxis(axis, rank)).toList();
    return scope.transposed(name, trained, permutation);
  }

  private static Layout layout(boolean channelsFirst) {
    return channelsFirst ? Layout.CHANNELS_FIRST : Layout.AS_GRAPH;
  }

  /**
   * An image, [N, H, W, C] in the graph.
   *
   * @param tensor the graph's tensor
   * @param format the trained network's layout
   */
  record Image(Tensor tensor, CNN2DFormat format) implements Value {
    /** An image from a tensor whose axes stand as in the trained network. */
    public static Image ofTrained(
        LayerScope scope, String name, Tensor trained, CNN2DFormat format) {
      Layout layout = Value.layout(format == CNN2DFormat.NCHW);
      return new Image(channelsLast(scope, name, trained, layout), format);
    }

    @Override
    public Image in(Tensor other) {
      return new Image(other, format);
    }

    @Override
    public Image requireImage() {
      return this;
    }

    @Override
    public Layout layout() {
      return Value.layout(format == CNN2DFormat.NCHW);
    }

    @Override
    public String describe() {
      return format + " image " + shape() + " (NHWC)";
    }

    /** Rows. */
    public int height() {
      return tensor.shape().dim(1);
    }

    /** Columns. */
    public int width() {
      return tensor.shape().dim(2);
    }

    /** Channels. */
    public int channels() {
      return tensor.shape().dim(3);
    }
  }

  /**
   * A sequence, [N, T, C] in the graph.
   *
   * @param tensor the graph's tensor
   * @param format the trained network's layout
   */
  record Sequence(Tensor tensor, RNNFormat format) implements Value {
    /** A sequence from a tensor whose axes stand as in the trained network. */
    public static Sequence ofTrained(
        LayerScope scope, String name, Tensor trained, RNNFormat format) {
      Layout layout = Value.layout(format == RNNFormat.NCW);
      return new Sequence(channelsLast(scope, name, trained, layout), format);
    }

    @Override
    public Sequence in(Tensor other) {
      return new Sequence(other, format);
    }

    @Override
    public Sequence requireSequence() {
      return this;
    }

    @Override
    public Layout layout() {
      return Value.layout(format == RNNFormat.NCW);
    }

    @Override
    public String describe() {
      return format + " sequence " + shape() + " (NWC)";
    }

    /** Time steps. */
    public int length() {
      return tensor.shape().dim(1);
    }

    /** Values per time step. */
    public int channels() {
      return tensor.shape().dim(2);
    }
  }

  /**
   * A volume, [N, D, H, W, C] in the graph.
   *
   * @param tensor the graph's tensor
   * @param format the trained network's layout
   */
  record Volume(Tensor tensor, Convolution3D.DataFormat format) implements Value {
    /** A volume from a tensor whose axes stand as in the trained network. */
    public static Volume ofTrained(
        LayerScope scope, String name, Tensor trained, Convolution3D.DataFormat format) {
      Layout layout = Value.layout(format == Convolution3D.DataFormat.NCDHW);
      return new Volume(channelsLast(scope, name, trained, layout), format);
    }

    @Override
    public Volume in(Tensor other) {
      return new Volume(other, format);
    }

    @Override
    public Volume requireVolume() {
      return this;
    }

    @Override
    public Layout layout() {
      return Value.layout(format == Convolution3D.DataFormat.NCDHW);
    }

    @Override
    public String describe() {
      return format + " volume " + shape() + " (NDHWC)";
    }

    /** Slices. */
    public int depth() {
      return tensor.shape().dim(1);
    }

    /** Rows. */
    public int height() {
      return tensor.shape().dim(2);
    }

    /** Columns. */
    public int width() {
      return tensor.shape().dim(3);
    }

    /** Channels. */
    public int channels() {
      return tensor.shape().dim(4);
    }
  }

  /**
   * Vectors, [N, features] in the graph.
   *
   * @param tensor the graph's tensor
   * @param order where its features stand in the trained network's vector
   */
  record Features(Tensor tensor, FeatureOrder order) implements Value {
    /** A vector in the trained network's order. */
    public static Features of(Tensor tensor) {
      return new Features(tensor, FeatureOrder.same(tensor.shape().dim(1)));
    }

    @Override
    public Features in(Tensor other) {
      return new Features(other, order);
    }

    @Override
    public Features requireFeatures() {
      return this;
    }

    @Override
    public Layout layout() {
      return Layout.AS_GRAPH;
    }

    @Override
    public Tensor inTrainedOrder(LayerScope scope, String name) {
      if (order.isSame()) {
        return tensor;
      }
      Tensor indices = scope.indices(name + "-indices", order.inverse());
      return scope.helper(name, new Gather(1), List.of(tensor, indices));
    }

    @Override
    public String describe() {
      return "vector " + shape();
    }
  }
}
