package org.dl4jmot.cli.model;

import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.cli.fault.BadInputException;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.freeze.Freezer;
import org.dl4jmot.core.freeze.FrozenNetwork;
import org.dl4jmot.keras.KerasNetwork;

/**
 * A trained network from a file.
 *
 * @param file where it was read
 * @param kind kind of the file
 * @param network a {@link MultiLayerNetwork} or a {@link ComputationGraph}
 * @param inputTypes what it is fed, one per input; empty where its configuration tells
 */
public record TrainedModel(Path file, ModelKind kind, Model network, List<InputType> inputTypes) {
  /** Copies the list. */
  public TrainedModel {
    inputTypes = List.copyOf(inputTypes);
  }

  /**
   * Reads a network.
   *
   * @param sizes of its inputs, see {@link InputSizes}; empty where its configuration tells
   * @throws BadInputException if the file holds none
   */
  public static TrainedModel read(Path file, List<String> sizes) {
    ModelKind kind = ModelKind.of(file);
    return switch (kind) {
      case DL4J_ZIP -> of(file, kind, SavedNetworks.read(file), List.of(), sizes);
      case KERAS_H5 -> {
        KerasNetwork keras = KerasFiles.read(file);
        yield of(file, kind, keras.model(), keras.inputTypes(), sizes);
      }
      case TFLITE ->
          throw new BadInputException(
              file
                  + " is a .tflite file already; give the trained network, a Deeplearning4j zip"
                  + " or a Keras .h5");
    };
  }

  private static TrainedModel of(
      Path file, ModelKind kind, Model network, List<InputType> known, List<String> sizes) {
    List<InputType> given = List.of(InputSizes.types(sizes, configuration(network)));
    return new TrainedModel(file, kind, network, given.isEmpty() ? known : given);
  }

  private static String configuration(Model network) {
    return network instanceof MultiLayerNetwork layers
        ? layers.getLayerWiseConfigurations().toJson()
        : ((ComputationGraph) network).getConfiguration().toJson();
  }

  /** An exporter of the network. */
  public EdgeExporter exporter() {
    return network instanceof MultiLayerNetwork layers
        ? EdgeExporter.of(layers, types())
        : EdgeExporter.of((ComputationGraph) network, types());
  }

  /** The network as a float graph. */
  public FrozenNetwork freeze() {
    return Freezer.freeze(network, types());
  }

  private InputType[] types() {
    return inputTypes.toArray(new InputType[0]);
  }
}
