package org.dl4jmot.keras;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.dl4jmot.keras.internal.DepthwiseLayer;

/** A network as Keras describes it in JSON: the {@code model_config} of an {@code .h5} file. */
final class ModelConfig {
  private static final String SEQUENTIAL = "Sequential";
  private static final List<String> KINDS = List.of(SEQUENTIAL, "Functional", "Model");
  private final JsonObject model;
  private final JsonArray layers;

  /**
   * A description.
   *
   * @param file where it is from, for messages
   * @throws KerasImportException if it is no Sequential and no functional model
   */
  ModelConfig(Path file, JsonObject model) {
    this.model = model;
    JsonElement kind = model.get("class_name");
    if (kind == null || !KINDS.contains(kind.getAsString())) {
      throw new KerasImportException(
          file,
          "it describes a model of kind "
              + kind
              + "; only Sequential and functional models can be"
              + " read, not subclassed ones");
    }
    JsonElement config = model.get("config");
    JsonElement list = config instanceof JsonObject object ? object.get("layers") : config;
    if (!(list instanceof JsonArray array) || array.isEmpty()) {
      throw new KerasImportException(file, "its description of the network has no layers");
    }
    this.layers = array;
  }

  /** Whether the layers form a single chain. */
  boolean isSequential() {
    return model.get("class_name").getAsString().equals(SEQUENTIAL);
  }

  /** The major version of the Keras that saved it: 1 or 2. */
  int kerasVersion() {
    return Character.digit(model.get("keras_version").getAsString().charAt(0), 10);
  }

  /** What Keras computed with, such as {@code tensorflow}; Keras 1 does not say. */
  Optional<String> backend() {
    return Optional.ofNullable(model.get("backend")).map(JsonElement::getAsString);
  }

  /** The description as Deeplearning4j reads it. */
  String json() {
    return model.toString();
  }

  /** The layers' descriptions, in the file's order. */
  List<JsonObject> layers() {
    return StreamSupport.stream(layers.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  /**
   * Replaces initializers, whose values are overwritten by the file's weights: the orthogonal one
   * hangs in OrthogonalDistribution.sample, some of the others fail on whole numbers.
   */
  void skipInitializers() {
    layers.forEach(ModelConfig::skipInitializers);
  }

  private static void skipInitializers(JsonElement element) {
    if (element.isJsonArray()) {
      element.getAsJsonArray().forEach(ModelConfig::skipInitializers);
    } else if (element.isJsonObject()) {
      JsonObject object = element.getAsJsonObject();
      List.copyOf(object.keySet()).forEach(key -> skipInitializer(object, key));
    }
  }

  private static void skipInitializer(JsonObject object, String key) {
    JsonElement value = object.get(key);
    if (key.endsWith("_initializer") && value.isJsonObject()) {
      object.add(key, zeros());
    } else if (isInitializerOfKeras1(key) && value.isJsonPrimitive()) {
      object.addProperty(key, "zero");
    } else {
      skipInitializers(value);
    }
  }

  private static boolean isInitializerOfKeras1(String key) {
    return key.equals("init") || key.equals("inner_init");
  }

  private static JsonObject zeros() {
    JsonObject zeros = new JsonObject();
    zeros.addProperty("class_name", "Zeros");
    zeros.add("config", new JsonObject());
    return zeros;
  }

  /** Tells each depthwise convolution how many channels it reads. */
  void nameInputChannels(DepthwiseKernels kernels) throws UnsupportedKerasConfigurationException {
    for (JsonObject layer : layers()) {
      if (layer.get("class_name").getAsString().equals("DepthwiseConv2D")) {
        JsonObject config = layer.getAsJsonObject("config");
        OptionalLong channels = kernels.inputChannels(config.get("name").getAsString());
        if (channels.isPresent()) {
          layer.addProperty("class_name", DepthwiseLayer.CLASS_NAME);
          config.addProperty(DepthwiseLayer.INPUT_CHANNELS, channels.getAsLong());
        }
      }
    }
  }
}
