package org.dl4jmot.cli.model;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jmot.cli.fault.BadInputException;

/** Reads what {@link ModelSerializer} wrote, of either network type. */
final class SavedNetworks {
  private SavedNetworks() {}

  static Model read(Path file) {
    boolean hasVertices = configuration(file).has("vertices");
    try {
      // Without the updater's state: nothing is trained here.
      return hasVertices
          ? ModelSerializer.restoreComputationGraph(file.toFile(), false)
          : ModelSerializer.restoreMultiLayerNetwork(file.toFile(), false);
    } catch (IOException | RuntimeException e) {
      throw new BadInputException(
          file + " is no network that Deeplearning4j can read: " + firstLine(e), e);
    }
  }

  private static JsonObject configuration(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(ModelSerializer.CONFIGURATION_JSON);
      if (entry == null) {
        throw new BadInputException(
            file
                + " is a zip without "
                + ModelSerializer.CONFIGURATION_JSON
                + ", not a network that Deeplearning4j saved (ModelSerializer.writeModel)");
      }
      try (Reader reader =
          new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8)) {
        return JsonParser.parseReader(reader).getAsJsonObject();
      }
    } catch (IOException | JsonParseException | IllegalStateException e) {
      throw new BadInputException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  static String firstLine(Throwable fault) {
    String message = fault.getMessage() == null ? fault.toString() : fault.getMessage();
    return message.strip().lines().findFirst().orElse(fault.toString());
  }
}
