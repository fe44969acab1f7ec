package org.dl4jmot.keras;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;

/** The description of the network in an {@code .h5} file, with what it needs from the weights. */
final class KerasFile {
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final int VERSION_LENGTH = 5;
  private final Path file;

  /**
   * A file to read.
   *
   * @throws KerasImportException if it is no HDF5 file
   */
  KerasFile(Path file) {
    this.file = file;
    requireHdf5();
  }

  /** The network's description, edited so that Deeplearning4j can import it. */
  ModelConfig config() {
    synchronized (Hdf5Archive.LOCK_OBJECT) {
      try (Hdf5Archive archive = open()) {
        ModelConfig config = new ModelConfig(file, describe(archive));
        config.skipInitializers();
        config.nameInputChannels(new DepthwiseKernels(archive));
        return config;
      } catch (UnsupportedKerasConfigurationException | JsonParseException e) {
        throw new KerasImportException(file, "its model_config cannot be read", e);
      }
    }
  }

  private Hdf5Archive open() {
    try {
      return new Hdf5Archive(file.toString());
    } catch (LinkageError e) {
      throw new KerasImportException(
          file,
          "the native binaries of HDF5 are missing; add org.bytedeco:hdf5 with the platform's"
              + " classifier, such as linux-x86_64",
          e);
    } catch (RuntimeException e) {
      throw new KerasImportException(file, "HDF5 cannot open it; it may be cut short", e);
    }
  }

  private JsonObject describe(Hdf5Archive archive) throws UnsupportedKerasConfigurationException {
    requireModel(archive);
    String version = archive.readAttributeAsFixedLengthString("keras_version", VERSION_LENGTH);
    if (version.isEmpty() || version.charAt(0) < '1' || version.charAt(0) > '2') {
      throw new KerasImportException(
          file,
          "it was saved by Keras "
              + version.trim()
              + "; Deeplearning4j reads what Keras 1 and 2 saved: load the model in the tf_keras"
              + " package and save it from there as .h5");
    }
    JsonObject model = firstObject(archive.readAttributeAsJson("model_config"));
    model.addProperty("keras_version", version);
    if (archive.hasAttribute("backend")) {
      model.addProperty("backend", archive.readAttributeAsString("backend"));
    }
    return model;
  }

  /** Deeplearning4j gives its whole buffer: zeros, or what was there before, follow the object. */
  private static JsonObject firstObject(String text) {
    return JsonParser.parseReader(new JsonReader(new StringReader(text))).getAsJsonObject();
  }

  private void requireModel(Hdf5Archive archive) {
    if (!archive.hasAttribute("model_config") || !archive.hasAttribute("keras_version")) {
      throw new KerasImportException(
          file,
          "it holds no description of a network (attributes model_config and keras_version);"
              + " save the whole model with model.save(\"model.h5\"), not its weights alone");
    }
  }

  private void requireHdf5() {
    if (!Files.isRegularFile(file)) {
      throw new KerasImportException(
          file, Files.exists(file) ? "it is not a file" : "there is no such file");
    }
    byte[] start = start();
    if (Arrays.equals(Arrays.copyOf(start, ZIP.length), ZIP)) {
      throw new KerasImportException(
          file,
          "it is a .keras archive of Keras 3; Deeplearning4j reads .h5 of Keras 1 and 2: save the"
              + " model from the tf_keras package as .h5");
    }
    if (!Arrays.equals(start, HDF5)) {
      throw new KerasImportException(
          file, "it is no HDF5 file; give a model that Keras saved as .h5");
    }
  }

  private byte[] start() {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HDF5.length);
    } catch (IOException e) {
      throw new KerasImportException(file, "it cannot be read (" + e.getMessage() + ")", e);
    }
  }
}
