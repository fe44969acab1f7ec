package org.dl4jmot.examples.coverage.samples;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;

/** What most samples start with. Sizes differ in every axis, so that a mistaken axis shows. */
final class Starts {
  static final int HEIGHT = 6;
  static final int WIDTH = 8;
  static final int CHANNELS = 4;
  static final int FEATURES = 12;
  static final int STEPS = 5;
  static final int DEPTH = 4;

  private Starts() {}

  /** Images of 6 rows, 8 columns and 4 channels, behind a convolution. */
  static Chain images() {
    return images(CNN2DFormat.NCHW);
  }

  static Chain images(CNN2DFormat format) {
    return Chain.on(InputType.convolutional(HEIGHT, WIDTH, 3, format))
        .then(convolution(format).build());
  }

  /** A convolution that keeps the image's size. */
  static ConvolutionLayer.Builder convolution(CNN2DFormat format) {
    return new ConvolutionLayer.Builder(3, 3)
        .convolutionMode(ConvolutionMode.Same)
        .dataFormat(format)
        .nOut(CHANNELS);
  }

  /** Vectors of 12 values, behind a dense layer. */
  static Chain vectors() {
    return Chain.on(InputType.feedForward(5)).then(new DenseLayer.Builder().nOut(FEATURES).build());
  }

  /** Sequences of 5 steps of 4 values, as they come. */
  static Chain sequences() {
    return Chain.on(InputType.recurrent(CHANNELS, STEPS));
  }

  /** Volumes of 4 × 6 × 8 and 4 channels, behind a convolution. */
  static Chain volumes() {
    return Chain.on(
            InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, DEPTH, HEIGHT, WIDTH, 2))
        .then(
            new Convolution3D.Builder(3, 3, 3)
                .convolutionMode(ConvolutionMode.Same)
                .nOut(CHANNELS)
                .build());
  }
}
