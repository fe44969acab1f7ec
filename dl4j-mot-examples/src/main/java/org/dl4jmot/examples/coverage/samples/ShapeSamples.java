package org.dl4jmot.examples.coverage.samples;

import static org.deeplearning4j.nn.conf.CNN2DFormat.NHWC;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;

/** Layers that move, repeat, drop or add pixels. */
final class ShapeSamples {
  private ShapeSamples() {}

  static List<Sample> all() {
    return List.of(
        images(new ZeroPaddingLayer.Builder(1, 2, 0, 1).build()),
        Starts.images(NHWC)
            .subject(new ZeroPaddingLayer.Builder(1, 2).dataFormat(NHWC).build())
            .dense("NHWC"),
        images(new Cropping2D.Builder(1, 2, 0, 1).build()),
        images(new Upsampling2D.Builder(2).build()),
        images(new SpaceToDepthLayer.Builder<>(2).build()),
        images(new SpaceToBatchLayer.Builder<>(new int[] {2, 2}).build()),
        sequences(new ZeroPadding1DLayer.Builder(1, 2).build()),
        sequences(new Cropping1D.Builder(1, 1).build()),
        sequences(new Upsampling1D.Builder(2).build()));
  }

  private static Sample images(Layer layer) {
    return Starts.images().subject(layer).dense("NCHW");
  }

  private static Sample sequences(Layer layer) {
    return Starts.sequences().subject(layer).pooled("NCW");
  }
}
