package org.dl4jmot.quantization.train;

import static org.deeplearning4j.nn.conf.CNN2DFormat.NCHW;
import static org.deeplearning4j.nn.conf.CNN2DFormat.NHWC;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/**
 * A small network of layers whose quantization-aware form is the wrapper.
 *
 * @param name what is special about it
 * @param type what it is fed
 * @param layers its layers in front of pooling and output
 * @param shape of a sample
 */
record Wrapped(String name, InputType type, List<Layer> layers, List<Long> shape) {
  /** All of them. */
  static List<Wrapped> all() {
    return List.of(
        of("sequence convolution", sequences(), List.of(sequential(Activation.RELU)), 4, 9),
        of(
            "sequence convolution before tanh",
            sequences(),
            List.of(sequential(Activation.TANH)),
            4,
            9),
        of(
            "sequence shapes",
            sequences(),
            List.of(
                new ZeroPadding1DLayer.Builder(1).build(),
                new Upsampling1D.Builder(2).build(),
                sequential(Activation.RELU),
                new Subsampling1DLayer.Builder(SubsamplingLayer.PoolingType.AVG, 2, 2).build(),
                new Cropping1D.Builder(1).build()),
            4,
            9),
        of(
            "transposed convolution",
            InputType.convolutional(5, 5, 3, NCHW),
            List.of(transposed(NCHW, Activation.RELU)),
            3,
            5,
            5),
        of(
            "transposed convolution channels last",
            InputType.convolutional(5, 5, 3, NHWC),
            List.of(transposed(NHWC, Activation.LEAKYRELU)),
            5,
            5,
            3),
        of(
            "unshared convolution",
            InputType.convolutional(5, 6, 2, NCHW),
            List.of(
                new LocallyConnected2D.Builder()
                    .kernelSize(3, 3)
                    .stride(1, 1)
                    .setInputSize(5, 6)
                    .nOut(4)
                    .hasBias(true)
                    .activation(Activation.LEAKYRELU)
                    .build()),
            2,
            5,
            6),
        of(
            "unshared convolution of sequences",
            InputType.recurrent(4, 9),
            List.of(
                new LocallyConnected1D.Builder()
                    .kernelSize(3)
                    .stride(2)
                    .setInputSize(9)
                    .nOut(4)
                    .hasBias(true)
                    .activation(Activation.TANH)
                    .build()),
            4,
            9),
        of(
            "composed activations",
            sequences(),
            List.of(
                sequential(Activation.SELU),
                sequential(Activation.MISH),
                sequential(Activation.GELU)),
            4,
            9),
        of(
            "frozen convolution",
            InputType.convolutional(6, 6, 2, NCHW),
            List.of(
                new FrozenLayerWithBackprop(
                    new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.ELU).build())),
            2,
            6,
            6),
        of(
            "slopes",
            InputType.feedForward(9),
            List.of(
                new DenseLayer.Builder().nOut(8).activation(Activation.IDENTITY).build(),
                new PReLULayer.Builder().inputShape(8).build()),
            9),
        of(
            "factors",
            InputType.feedForward(9),
            List.of(
                new DenseLayer.Builder().nOut(8).activation(Activation.RELU).build(),
                new ElementWiseMultiplicationLayer.Builder()
                    .nOut(8)
                    .activation(Activation.LEAKYRELU)
                    .build()),
            9),
        of(
            "encoder",
            InputType.feedForward(9),
            List.of(new AutoEncoder.Builder().nOut(6).activation(Activation.ELU).build()),
            9),
        of(
            "volumes",
            InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, 4, 4, 4, 2),
            List.of(
                new Convolution3D.Builder(2, 2, 2).nOut(3).activation(Activation.LEAKYRELU).build(),
                new Subsampling3DLayer.Builder(Subsampling3DLayer.PoolingType.AVG)
                    .kernelSize(2, 2, 2)
                    .stride(1, 1, 1)
                    .build()),
            2,
            4,
            4,
            4));
  }

  private static Wrapped of(String name, InputType type, List<Layer> layers, long... shape) {
    return new Wrapped(name, type, layers, Arrays.stream(shape).boxed().toList());
  }

  private static InputType sequences() {
    return InputType.recurrent(4, 9);
  }

  private static Layer sequential(Activation activation) {
    return new Convolution1DLayer.Builder(3)
        .convolutionMode(ConvolutionMode.Same)
        .nOut(5)
        .activation(activation)
        .build();
  }

  private static Layer transposed(CNN2DFormat format, Activation activation) {
    return new Deconvolution2D.Builder(3, 3)
        .stride(2, 2)
        .nOut(4)
        .dataFormat(format)
        .activation(activation)
        .build();
  }

  /** A fresh float network. */
  MultiLayerNetwork network() {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder().seed(3).updater(new Adam(1e-2)).list();
    layers.forEach(layer -> list.layer(layer.clone()));
    if (type.getType() != InputType.Type.FF) {
      list.layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build());
    }
    return Networks.initialised(list.layer(Networks.softmax("out", 3)).setInputType(type).build());
  }

  /** Learnable data for it. */
  DataSet data(int count, long seed) {
    return Networks.images(count, seed, shape.stream().mapToLong(Long::longValue).toArray());
  }
}
