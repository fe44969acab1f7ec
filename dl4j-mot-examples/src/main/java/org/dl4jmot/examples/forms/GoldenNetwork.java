package org.dl4jmot.examples.forms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.EdgeFile;
import org.dl4jmot.examples.forms.GoldenForm.Ingredients;
import org.dl4jmot.fashionmnist.FashionMnist;
import org.dl4jmot.fashionmnist.ImageLayout;
import org.dl4jmot.quantization.calibrate.CalibrationData;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One of the two networks that were trained in Keras and converted by Google's converter. */
final class GoldenNetwork {
  /** As many as the converter was given. */
  private static final int CALIBRATION_IMAGES = 500;

  // An imported network does not tell the size of its images.
  private static final InputType IMAGE = InputType.convolutional(28, 28, 1, CNN2DFormat.NHWC);

  private final String name;
  private final Function<String, Path> files;
  private final ComputationGraph network;
  private final List<float[]> images;

  /**
   * Reads a network and its images.
   *
   * @param name A or B
   * @param files the golden files by name
   */
  GoldenNetwork(String name, Function<String, Path> files) {
    this.name = name;
    this.files = files;
    network = read(files.apply(name + ".h5"));
    images = rows("images.npy");
  }

  private static ComputationGraph read(Path file) {
    try {
      return KerasModelImport.importKerasModelAndWeights(file.toString());
    } catch (IOException
        | InvalidKerasConfigurationException
        | UnsupportedKerasConfigurationException e) {
      throw new IllegalStateException("cannot import " + file, e);
    }
  }

  /** A row per image of an array in a file. */
  private List<float[]> rows(String file) {
    try (INDArray all = Nd4j.createFromNpyFile(files.apply(file).toFile())) {
      List<float[]> rows = new ArrayList<>();
      for (long image = 0; image < all.size(0); image++) {
        rows.add(all.slice(image).ravel().toFloatVector());
      }
      return rows;
    }
  }

  /** Keras' own outputs. */
  List<float[]> reference() {
    return rows(name + "-keras.npy");
  }

  FormRow measure(GoldenForm form) {
    CalibrationData data =
        CalibrationData.of(
            FashionMnist.subset()
                .train()
                .first(CALIBRATION_IMAGES)
                .inOrder(ImageLayout.NHWC, CALIBRATION_IMAGES));
    EdgeFile file = form.of(new Ingredients(EdgeExporter.of(network, IMAGE), data)).export();
    return new FormRow(
        form,
        FileFacts.of(bytes(file.bytes()), images),
        form.converters().map(suffix -> FileFacts.of(golden(suffix), images)),
        Optional.ofNullable(file.report().provenance().get("recipe.sqnr")));
  }

  private byte[] golden(String suffix) {
    try {
      return Files.readAllBytes(files.apply(name + "-" + suffix + ".tflite"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
