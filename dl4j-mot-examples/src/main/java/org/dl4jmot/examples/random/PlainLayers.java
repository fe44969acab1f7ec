package org.dl4jmot.examples.random;

import static org.dl4jmot.examples.random.Types.ANY;
import static org.dl4jmot.examples.random.Types.DENSE;
import static org.dl4jmot.examples.random.Types.IMAGE;
import static org.dl4jmot.examples.random.Types.SEQUENCE;
import static org.dl4jmot.examples.random.Types.VECTOR;
import static org.dl4jmot.examples.random.Types.VOLUME;

import java.util.List;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Layers of vectors, and those that take anything. */
final class PlainLayers {
  static final List<LayerKind> ALL =
      List.of(
          new LayerKind("globalpool", IMAGE.or(VOLUME), PlainLayers::globalPooling),
          new LayerKind("bn", DENSE, PlainLayers::batchNormalization),
          new LayerKind("activation", ANY, PlainLayers::activation),
          new LayerKind("prelu", DENSE, PlainLayers::slopes),
          new LayerKind("dropout", ANY, (draw, type) -> new DropoutLayer.Builder(0.5).build()),
          new LayerKind("factors", VECTOR, PlainLayers::factors),
          new LayerKind("dense", DENSE, PlainLayers::dense));

  /** Layers that end a network. */
  static final List<LayerKind> LAST =
      List.of(
          new LayerKind("output", DENSE, PlainLayers::output),
          // Deeplearning4j takes what pools a sequence for a sequence, so nothing can follow.
          new LayerKind("lastpool", SEQUENCE, PlainLayers::globalPooling),
          new LayerKind("loss", VECTOR, PlainLayers::loss));

  private PlainLayers() {}

  private static Layer globalPooling(Draw draw, InputType input) {
    return new GlobalPoolingLayer.Builder(draw.of(PoolingType.values()))
        .pnorm(draw.between(1, 3))
        // Deeplearning4j keeps the dimensions of NCHW images only.
        .collapseDimensions(!IMAGE.and(Types::isChannelsFirst).test(input) || draw.chance(0.8))
        .build();
  }

  private static Layer slopes(Draw draw, InputType input) {
    long[] sample = input.getShape(false);
    PReLULayer.Builder builder =
        new PReLULayer.Builder()
            .inputShape(sample)
            .weightInit(new UniformDistribution(-0.3, draw.real(0.1, 1.2)));
    if (draw.chance(0.6)) {
      builder.sharedAxes(
          LongStream.rangeClosed(1, sample.length).filter(axis -> draw.chance(0.6)).toArray());
    }
    return builder.build();
  }

  private static Layer factors(Draw draw, InputType input) {
    long features = input.arrayElementsPerExample();
    return new ElementWiseMultiplicationLayer.Builder()
        .nIn(features)
        .nOut(features)
        .activation(Functions.of(draw))
        .build();
  }

  private static Layer batchNormalization(Draw draw, InputType input) {
    return new BatchNormalization.Builder()
        .useLogStd(draw.chance(0.5))
        .eps(draw.of(1e-5, 1e-3))
        .build();
  }

  private static Layer activation(Draw draw, InputType input) {
    return new ActivationLayer(
        draw.chance(0.2) ? Activation.SOFTMAX.getActivationFunction() : Functions.of(draw));
  }

  private static Layer dense(Draw draw, InputType input) {
    return new DenseLayer.Builder()
        .nOut(draw.between(1, 12))
        .hasBias(draw.chance(0.8))
        .activation(Functions.of(draw))
        .build();
  }

  private static Layer output(Draw draw, InputType input) {
    return new OutputLayer.Builder(LossFunction.MSE)
        .nOut(draw.between(2, 8))
        .activation(draw.of(Activation.SOFTMAX, Activation.SIGMOID, Activation.IDENTITY))
        .build();
  }

  private static Layer loss(Draw draw, InputType input) {
    return new LossLayer.Builder(LossFunction.MSE).activation(Activation.SOFTMAX).build();
  }
}
