package org.dl4jmot.examples.demo;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The results as JSON for programs: an array with an object per variant. */
final class ResultsJson {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  private ResultsJson() {}

  static void write(List<VariantResult> results, Path file) throws IOException {
    Files.writeString(file, of(results));
  }

  static String of(List<VariantResult> results) {
    JsonArray array = new JsonArray();
    results.forEach(result -> array.add(object(result)));
    return GSON.toJson(array) + "\n";
  }

  private static JsonObject object(VariantResult result) {
    JsonObject object = new JsonObject();
    object.addProperty("name", result.name());
    object.addProperty("accuracy_dl4j", result.accuracyDl4j());
    object.addProperty("accuracy_litert", result.accuracyLiteRt());
    object.addProperty("agreement", result.agreement());
    object.addProperty("bytes", result.bytes());
    object.addProperty("gzip_bytes", result.gzipBytes());
    object.addProperty("latency_litert_us", result.latencyLiteRtMicros());
    object.addProperty("latency_dl4j_us", result.latencyDl4jMicros());
    object.addProperty("sparsity", result.sparsity());
    return object;
  }
}
