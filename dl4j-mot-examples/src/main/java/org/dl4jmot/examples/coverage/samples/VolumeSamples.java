package org.dl4jmot.examples.coverage.samples;

import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling3D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding3DLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping3D;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Layers over volumes. */
final class VolumeSamples {
  private VolumeSamples() {}

  static List<Sample> all() {
    return List.of(
        volumes(
            new Convolution3D.Builder(3, 3, 3)
                .convolutionMode(ConvolutionMode.Same)
                .nOut(3)
                .build(),
            "same"),
        volumes(
            new Convolution3D.Builder(new int[] {2, 3, 3}).stride(1, 2, 2).nOut(3).build(),
            "stride"),
        volumes(new Deconvolution3D.Builder().kernelSize(2, 2, 2).nOut(3).build(), "2×2×2"),
        volumes(pooling(Subsampling3DLayer.PoolingType.MAX), "max"),
        volumes(pooling(Subsampling3DLayer.PoolingType.AVG), "average"),
        volumes(new Upsampling3D.Builder(2).build(), "twice"),
        volumes(new ZeroPadding3DLayer.Builder(1, 1, 2).build(), "NCDHW"),
        volumes(new Cropping3D.Builder(1, 1, 2).build(), "NCDHW"),
        Starts.volumes()
            .subject(
                new Cnn3DLossLayer.Builder(Convolution3D.DataFormat.NCDHW)
                    .lossFunction(LossFunction.MSE)
                    .activation(Activation.IDENTITY)
                    .build())
            .ending("identity"));
  }

  private static Layer pooling(Subsampling3DLayer.PoolingType type) {
    return new Subsampling3DLayer.Builder(type).kernelSize(2, 2, 2).stride(2, 2, 2).build();
  }

  private static Sample volumes(Layer layer, String variant) {
    return Starts.volumes().subject(layer).pooled(variant);
  }
}
