package org.dl4jmot.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks with seeded parameters, saved as users save theirs. */
final class Networks {
  static final int SIDE = 6;
  static final int CLASSES = 3;

  private Networks() {}

  /** Images of 6×6 pixels and 3 channels, channels first, into 3 classes. */
  static Path images(Path directory) {
    return images(directory, 7);
  }

  /** The same with other parameters. */
  static Path images(Path directory, long seed) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(seed)
                .list()
                .layer(
                    new ConvolutionLayer.Builder(3, 3)
                        .name("conv")
                        .nOut(4)
                        .convolutionMode(ConvolutionMode.Same)
                        .activation(Activation.RELU)
                        .build())
                .layer(
                    new DenseLayer.Builder()
                        .name("hidden")
                        .nOut(8)
                        .activation(Activation.RELU)
                        .build())
                .layer(output())
                .setInputType(InputType.convolutional(SIDE, SIDE, 3))
                .build());
    network.init();
    return save(network, directory.resolve("images net " + seed + ".zip"));
  }

  /** Two vectors of 2 and 3 numbers into 3 classes. */
  static Path twoInputs(Path directory) {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("left", "right")
                .setInputTypes(InputType.feedForward(2), InputType.feedForward(3))
                .addVertex("both", new MergeVertex(), "left", "right")
                .addLayer("classes", output(), "both")
                .setOutputs("classes")
                .build());
    network.init();
    return save(network, directory.resolve("two-inputs.zip"));
  }

  /** Vectors of 4 numbers into 3 classes. */
  static Path vectors(Path directory) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .list()
                .layer(
                    new DenseLayer.Builder()
                        .name("hidden")
                        .nIn(4)
                        .nOut(8)
                        .activation(Activation.RELU)
                        .build())
                .layer(output())
                .setInputType(InputType.feedForward(4))
                .build());
    network.init();
    return save(network, directory.resolve("vectors.zip"));
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .name("classes")
        .nOut(CLASSES)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static Path save(Model network, Path file) {
    try {
      ModelSerializer.writeModel(network, file.toFile(), false);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
