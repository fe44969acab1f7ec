package org.dl4jmot.core.freeze.spi;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * A tensor of the graph, and how the trained network lays out the same values. Either an {@link
 * Image} or a {@link Features} vector.
 */
public sealed interface Value {
  /** The graph's tensor. */
  Tensor tensor();

  /** The same layout, in another tensor of the same shape. */
  Value in(Tensor other);

  /**
   * An image, [1, H, W, C] in the graph.
   *
   * @param tensor the graph's tensor
   * @param format the trained network's layout
   */
  record Image(Tensor tensor, CNN2DFormat format) implements Value {
    @Override
    public Image in(Tensor other) {
      return new Image(other, format);
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
   * A vector, [1, features] in the graph.
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
  }

  /** This value as an image of the given layout, for a layer that needs one. */
  default Image requireImage(CNN2DFormat format) {
    Image image = requireImage();
    if (image.format() != format) {
      throw new UntranslatableException(
          "it expects " + format + " images but is fed " + image.format(),
          "Give every layer the same data format, or set the network's InputType");
    }
    return image;
  }

  /** This value as an image, for a layer that needs one. */
  default Image requireImage() {
    if (this instanceof Image image) {
      return image;
    }
    throw new UntranslatableException(
        "it expects images but is fed vectors " + tensor().shape(),
        "Put a FeedForwardToCnnPreProcessor in front of it, or set the network's InputType");
  }

  /** This value as a vector, for a layer that needs one. */
  default Features requireFeatures() {
    if (this instanceof Features features) {
      return features;
    }
    throw new UntranslatableException(
        "it expects vectors but is fed images " + tensor().shape(),
        "Put a CnnToFeedForwardPreProcessor or a GlobalPoolingLayer in front of it, or set the"
            + " network's InputType");
  }

  /** The tensor's shape. */
  default Shape shape() {
    return tensor().shape();
  }
}
