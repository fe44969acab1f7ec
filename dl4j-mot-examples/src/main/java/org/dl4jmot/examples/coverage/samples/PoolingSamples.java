package org.dl4jmot.examples.coverage.samples;

import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.Pooling1D;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** Pooling of every kind, and normalization over channels. */
final class PoolingSamples {
  private PoolingSamples() {}

  static List<Sample> all() {
    return List.of(
        images(pooling(PoolingType.MAX).build(), "max"),
        images(pooling(PoolingType.MAX).padding(1, 1).build(), "padded max"),
        images(pooling(PoolingType.AVG).build(), "average"),
        images(
            pooling(PoolingType.AVG).padding(1, 1).avgPoolIncludePadInDivisor(true).build(),
            "average with padding"),
        images(
            pooling(PoolingType.AVG).padding(1, 1).avgPoolIncludePadInDivisor(false).build(),
            "average without padding"),
        images(pooling(PoolingType.PNORM).pnorm(2).build(), "2-norm"),
        images(pooling2d(), "max"),
        sequences(sequential(PoolingType.MAX).build(), "max"),
        sequences(
            sequential(PoolingType.AVG).convolutionMode(ConvolutionMode.Same).build(),
            "average, same"),
        sequences(sequential(PoolingType.PNORM).pnorm(2).build(), "2-norm"),
        sequences(pooling1d(), "max"),
        Starts.images().subject(global(PoolingType.AVG)).dense("average of images"),
        Starts.images().subject(global(PoolingType.MAX)).dense("max of images"),
        Starts.images().subject(global(PoolingType.SUM)).dense("sum of images"),
        Starts.images().subject(global(PoolingType.PNORM)).dense("2-norm of images"),
        Starts.sequences().subject(global(PoolingType.AVG)).dense("average of sequences"),
        Starts.sequences().subject(global(PoolingType.MAX)).dense("max of sequences"),
        Starts.sequences().subject(global(PoolingType.SUM)).dense("sum of sequences"),
        Starts.sequences().subject(global(PoolingType.PNORM)).dense("2-norm of sequences"),
        Starts.volumes().subject(global(PoolingType.MAX)).dense("max of volumes"),
        images(new LocalResponseNormalization.Builder().build(), "defaults"));
  }

  private static SubsamplingLayer.Builder pooling(PoolingType type) {
    return new SubsamplingLayer.Builder(type).kernelSize(3, 3).stride(2, 2);
  }

  private static Subsampling1DLayer.Builder sequential(PoolingType type) {
    return new Subsampling1DLayer.Builder(type, 3).stride(1);
  }

  private static Pooling2D pooling2d() {
    Pooling2D layer = new Pooling2D();
    layer.setKernelSize(new int[] {3, 3});
    layer.setStride(new int[] {2, 2});
    layer.setPadding(new int[] {0, 0});
    layer.setPoolingType(PoolingType.MAX);
    return layer;
  }

  private static Pooling1D pooling1d() {
    Pooling1D layer = new Pooling1D();
    layer.setKernelSize(new int[] {3, 1});
    layer.setStride(new int[] {1, 1});
    layer.setPadding(new int[] {0, 0});
    layer.setPoolingType(PoolingType.MAX);
    return layer;
  }

  private static Layer global(PoolingType type) {
    return new GlobalPoolingLayer.Builder(type).pnorm(2).build();
  }

  private static Sample images(Layer layer, String variant) {
    return Starts.images().subject(layer).dense(variant);
  }

  private static Sample sequences(Layer layer, String variant) {
    return Starts.sequences().subject(layer).pooled(variant);
  }
}
