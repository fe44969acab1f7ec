package org.dl4jmot.keras;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;
import org.deeplearning4j.nn.modelimport.keras.KerasModel;
import org.deeplearning4j.nn.modelimport.keras.KerasSequentialModel;
import org.deeplearning4j.nn.modelimport.keras.config.KerasModelConfiguration;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasModelBuilder;
import org.dl4jmot.keras.internal.DepthwiseLayer;

/** Deeplearning4j's import of a description that was edited, with the file's weights. */
final class KerasImport {
  private final Path file;
  private final ModelConfig config;

  /**
   * An import.
   *
   * @param file where the weights are
   * @param config the description, edited
   */
  KerasImport(Path file, ModelConfig config) {
    this.file = file;
    this.config = config;
  }

  /**
   * The network with its weights.
   *
   * @throws KerasImportException listing every layer that cannot be imported
   */
  KerasNetwork network() {
    synchronized (Hdf5Archive.LOCK_OBJECT) {
      KerasLayer.registerCustomLayer(DepthwiseLayer.CLASS_NAME, DepthwiseLayer.class);
      return build();
    }
  }

  private KerasNetwork build() {
    try (KerasModelBuilder builder = new KerasModelBuilder(new KerasModelConfiguration())) {
      builder.modelJson(config.json()).weightsHdf5Filename(file.toString());
      return config.isSequential() ? sequential(builder) : functional(builder);
    } catch (IOException
        | InvalidKerasConfigurationException
        | UnsupportedKerasConfigurationException
        | RuntimeException e) {
      // Deeplearning4j's import throws whatever its casts and lookups throw.
      throw failure(e);
    }
  }

  private static KerasNetwork sequential(KerasModelBuilder builder)
      throws IOException,
          InvalidKerasConfigurationException,
          UnsupportedKerasConfigurationException {
    KerasSequentialModel model = builder.buildSequential();
    return new KerasNetwork(model.getMultiLayerNetwork(), inputTypes(model));
  }

  private static KerasNetwork functional(KerasModelBuilder builder)
      throws IOException,
          InvalidKerasConfigurationException,
          UnsupportedKerasConfigurationException {
    KerasModel model = builder.buildModel();
    return new KerasNetwork(model.getComputationGraph(), inputTypes(model));
  }

  private static List<InputType> inputTypes(KerasModel model) {
    return model.getInputLayerNames().stream().map(model.getOutputTypes()::get).toList();
  }

  private KerasImportException failure(Exception cause) {
    List<String> problems = problems();
    return problems.isEmpty()
        ? new KerasImportException(file, "Deeplearning4j's import failed: " + cause, cause)
        : new KerasImportException(
            file,
            "Deeplearning4j cannot import these layers:\n  - "
                + String.join("\n  - ", problems)
                + "\nReplace them in Keras, or register an import of your own with"
                + " KerasLayer.registerCustomLayer.",
            cause);
  }

  private List<String> problems() {
    try {
      return new LayerCheck(config).problems();
    } catch (IOException
        | InvalidKerasConfigurationException
        | UnsupportedKerasConfigurationException e) {
      return List.of("the description itself: " + e.getMessage());
    }
  }
}
