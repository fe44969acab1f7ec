package org.dl4jmot.examples.coverage.samples;

import static org.deeplearning4j.nn.conf.CNN2DFormat.NHWC;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Dense, output, normalizing and wrapping layers. */
final class DenseSamples {
  private DenseSamples() {}

  static List<Sample> all() {
    return List.of(
        vectors(dense(), "on vectors"),
        Starts.images().subject(dense()).dense("on images"),
        Starts.images(NHWC).subject(dense()).dense("on NHWC images"),
        Starts.vectors()
            .subject(
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(4)
                    .activation(Activation.SOFTMAX)
                    .build())
            .ending("softmax"),
        Starts.vectors()
            .subject(
                new OutputLayer.Builder(LossFunction.XENT)
                    .nOut(4)
                    .activation(Activation.SIGMOID)
                    .build())
            .ending("sigmoid"),
        Starts.vectors()
            .subject(new LossLayer.Builder(LossFunction.MSE).activation(Activation.TANH).build())
            .ending("tanh"),
        Starts.vectors()
            .subject(
                new CenterLossOutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(4)
                    .activation(Activation.SOFTMAX)
                    .build())
            .ending("softmax"),
        Starts.images()
            .subject(
                new CnnLossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build())
            .ending("identity"),
        Starts.images(NHWC)
            .subject(
                new CnnLossLayer.Builder(LossFunction.MSE)
                    .activation(Activation.SOFTMAX)
                    .format(NHWC)
                    .build())
            .ending("softmax of NHWC"),
        vectors(new BatchNormalization(), "on vectors"),
        Starts.images().subject(new BatchNormalization()).dense("on images"),
        vectors(new ActivationLayer(Activation.RELU), "relu"),
        vectors(new DropoutLayer.Builder(0.5).build(), "on vectors"),
        vectors(new PReLULayer.Builder().inputShape(Starts.FEATURES).build(), "on vectors"),
        Starts.images()
            .subject(
                new PReLULayer.Builder()
                    .inputShape(Starts.CHANNELS, Starts.HEIGHT, Starts.WIDTH)
                    .sharedAxes(2, 3)
                    .build())
            .dense("per channel"),
        vectors(
            new ElementWiseMultiplicationLayer.Builder()
                .nIn(Starts.FEATURES)
                .nOut(Starts.FEATURES)
                .build(),
            "on vectors"),
        // Deeplearning4j trains nothing in front of a frozen layer.
        Chain.on(InputType.feedForward(5)).subject(new FrozenLayer(dense())).dense("dense"),
        vectors(new FrozenLayerWithBackprop(dense()), "dense"));
  }

  private static Layer dense() {
    return new DenseLayer.Builder().nOut(6).activation(Activation.RELU).build();
  }

  private static Sample vectors(Layer layer, String variant) {
    return Starts.vectors().subject(layer).dense(variant);
  }
}
