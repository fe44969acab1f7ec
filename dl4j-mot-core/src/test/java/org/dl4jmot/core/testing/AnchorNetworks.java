package org.dl4jmot.core.testing;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.testkit.GoldenFiles;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The two networks whose figures the project is measured by. */
public final class AnchorNetworks {
  private AnchorNetworks() {}

  /** "lenet-bn", trained in Keras. */
  public static ComputationGraph importedA() {
    return imported("A.h5");
  }

  /** "dscnn", trained in Keras. */
  public static ComputationGraph importedB() {
    return imported("B.h5");
  }

  private static ComputationGraph imported(String name) {
    try {
      return KerasModelImport.importKerasModelAndWeights(GoldenFiles.path(name).toString());
    } catch (Exception e) {
      throw new IllegalStateException("cannot import " + name, e);
    }
  }

  /** "lenet-bn" as a Deeplearning4j user writes it, untrained. */
  public static MultiLayerNetwork lenet(InputType type) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Adam(1e-3))
                .convolutionMode(ConvolutionMode.Same)
                .list()
                .layer(convolution("conv1", 16))
                .layer(new BatchNormalization.Builder().name("bn1").build())
                .layer(
                    new ActivationLayer.Builder().name("relu1").activation(Activation.RELU).build())
                .layer(pool("pool1"))
                .layer(convolution("conv2", 32))
                .layer(new BatchNormalization.Builder().name("bn2").build())
                .layer(
                    new ActivationLayer.Builder().name("relu2").activation(Activation.RELU).build())
                .layer(pool("pool2"))
                .layer(
                    new DenseLayer.Builder()
                        .name("dense")
                        .nOut(128)
                        .activation(Activation.RELU)
                        .build())
                .layer(new DropoutLayer.Builder(0.6).name("dropout").build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .name("softmax")
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(type)
                .build());
    network.init();
    return network;
  }

  private static ConvolutionLayer convolution(String name, int filters) {
    return new ConvolutionLayer.Builder(5, 5)
        .name(name)
        .nOut(filters)
        .activation(Activation.IDENTITY)
        .build();
  }

  private static SubsamplingLayer pool(String name) {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
        .name(name)
        .kernelSize(2, 2)
        .stride(2, 2)
        .build();
  }

  /** Fashion-MNIST images in a format. */
  public static InputType images(CNN2DFormat format) {
    return InputType.convolutional(28, 28, 1, format);
  }
}
