package org.dl4jmot.keras;

import static org.dl4jmot.keras.testing.KerasLayers.dense;
import static org.dl4jmot.keras.testing.KerasLayers.functional;
import static org.dl4jmot.keras.testing.KerasLayers.input;
import static org.dl4jmot.keras.testing.KerasLayers.plain;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.dl4jmot.keras.testing.H5File;
import org.dl4jmot.testkit.GoldenFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KerasErrorsTest {
  @TempDir Path directory;

  @Test
  void noFile() {
    refused(directory.resolve("missing.h5"), "there is no such file");
    refused(directory, "it is not a file");
  }

  @Test
  void otherFormats() throws IOException {
    refused(file("PK\003\004 and more"), ".keras archive of Keras 3", "tf_keras");
    refused(file("text"), "no HDF5 file", "saved as .h5");
  }

  @Test
  void truncatedFile() throws IOException {
    byte[] whole = Files.readAllBytes(GoldenFiles.path("B.h5"));
    Path file = directory.resolve("cut.h5");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    refused(file, "cut short");
  }

  @Test
  void olderAndNewerKeras() {
    Path file = directory.resolve("model.h5");
    H5File.write(file, "3.4.1", "{}", Map.of());
    refused(file, "saved by Keras 3.4.1", "tf_keras");
  }

  @Test
  void otherKindsOfModels() {
    Path file = directory.resolve("model.h5");
    H5File.write(file, "{\"class_name\": \"MyModel\", \"config\": {}}", Map.of());
    refused(file, "MyModel", "only Sequential and functional");
  }

  @Test
  void everyLayerThatCannotBeImportedAtOnce() {
    Path file = directory.resolve("model.h5");
    String model =
        functional(
                "in",
                "out",
                input("in", 8, 4),
                plain("GRU", "recurrent", "in"),
                plain("UnitNormalization", "unit", "recurrent"),
                dense("out", 3, "softmax", "unit"))
            .toString();
    H5File.write(file, model, Map.of());
    refused(file, "recurrent", "GRU", "unit", "UnitNormalization", "Replace them in Keras");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("file.h5"), content);
  }

  private static void refused(Path file, String... parts) {
    String message =
        assertThrows(KerasImportException.class, () -> KerasNetworks.load(file)).getMessage();
    assertTrue(message.startsWith("cannot load " + file), message);
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "no \"" + part + "\" in: " + message);
    }
  }
}
