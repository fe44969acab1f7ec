package org.dl4jmot.keras.testing;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Layers as Keras 2 describes them in {@code model_config}. */
public final class KerasLayers {
  private static final Gson GSON = new Gson();
  private static final String ORTHOGONAL =
      "{'class_name': 'Orthogonal', 'config': {'gain': 1.0, 'seed': null}}";
  private static final String GLOROT = "{'class_name': 'GlorotUniform', 'config': {'seed': null}}";

  private KerasLayers() {}

  /** An input of a functional model. */
  public static JsonObject input(String name, int... shape) {
    return layer("InputLayer", name, "'batch_input_shape': " + batch(shape));
  }

  /** A 2-D convolution whose output has the size of its input. */
  public static JsonObject convolution(
      String name, int filters, int kernel, String activation, String... from) {
    return layer(
        "Conv2D",
        name,
        window(kernel, activation) + ", 'filters': " + filters + kernel(GLOROT),
        from);
  }

  /** A depthwise convolution with multiplier 1 and a bias. */
  public static JsonObject depthwise(String name, int kernel, String... from) {
    return layer(
        "DepthwiseConv2D",
        name,
        window(kernel, "linear")
            + ", 'depth_multiplier': 1, 'depthwise_initializer': "
            + GLOROT
            + ", 'depthwise_regularizer': null, 'depthwise_constraint': null",
        from);
  }

  /** Batch normalization of the last axis. */
  public static JsonObject batchNormalization(String name, String... from) {
    return layer(
        "BatchNormalization",
        name,
        "'axis': [3], 'momentum': 0.99, 'epsilon': 0.001, 'center': true, 'scale': true,"
            + " 'beta_regularizer': null, 'gamma_regularizer': null, 'beta_constraint': null,"
            + " 'gamma_constraint': null",
        from);
  }

  /** A fully connected layer. */
  public static JsonObject dense(String name, int units, String activation, String... from) {
    return layer(
        "Dense",
        name,
        "'units': "
            + units
            + ", 'activation': '"
            + activation
            + "', 'use_bias': true"
            + kernel(GLOROT),
        from);
  }

  /** An LSTM that returns its last step, recurrent weights initialized as Keras does it. */
  public static JsonObject lstm(String name, int units, String... from) {
    return layer(
        "LSTM",
        name,
        "'units': "
            + units
            + ", 'activation': 'tanh', 'recurrent_activation': 'sigmoid', 'use_bias': true,"
            + " 'unit_forget_bias': true, 'return_sequences': false, 'return_state': false,"
            + " 'go_backwards': false, 'stateful': false, 'unroll': false, 'time_major': false,"
            + " 'dropout': 0.0, 'recurrent_dropout': 0.0, 'recurrent_regularizer': null,"
            + " 'recurrent_constraint': null, 'recurrent_initializer': "
            + ORTHOGONAL
            + kernel(GLOROT),
        from);
  }

  /** A layer with nothing to configure, such as {@code Add}. */
  public static JsonObject plain(String kind, String name, String... from) {
    return layer(kind, name, "'data_format': 'channels_last', 'keepdims': false", from);
  }

  /** A functional model. */
  public static JsonObject functional(String input, String output, JsonObject... layers) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", "model");
    config.put("layers", layers);
    config.put("input_layers", List.of(List.of(input, 0, 0)));
    config.put("output_layers", List.of(List.of(output, 0, 0)));
    return GSON.toJsonTree(Map.of("class_name", "Functional", "config", config)).getAsJsonObject();
  }

  /** A Sequential model; its first layer gets the input's shape. */
  public static JsonObject sequential(int[] shape, JsonObject... layers) {
    layers[0]
        .getAsJsonObject("config")
        .add("batch_input_shape", GSON.fromJson(batch(shape), com.google.gson.JsonArray.class));
    Map<String, Object> config = Map.of("name", "sequential", "layers", layers);
    return GSON.toJsonTree(Map.of("class_name", "Sequential", "config", config)).getAsJsonObject();
  }

  private static JsonObject layer(String kind, String name, String fields, String... from) {
    String inbound =
        Arrays.stream(from)
            .map(each -> "['" + each + "', 0, 0, {}]")
            .reduce((one, other) -> one + ", " + other)
            .map(all -> "[[" + all + "]]")
            .orElse("[]");
    return GSON.fromJson(
        "{'class_name': '"
            + kind
            + "', 'name': '"
            + name
            + "', 'inbound_nodes': "
            + inbound
            + ", 'config': {'name': '"
            + name
            + "', 'trainable': true, 'dtype': 'float32', "
            + fields
            + "}}",
        JsonObject.class);
  }

  private static String window(int kernel, String activation) {
    return "'kernel_size': ["
        + kernel
        + ", "
        + kernel
        + "], 'strides': [1, 1], 'padding': 'same',"
        + " 'data_format': 'channels_last', 'dilation_rate': [1, 1], 'groups': 1, 'activation': '"
        + activation
        + "', 'use_bias': true";
  }

  private static String kernel(String initializer) {
    return ", 'kernel_initializer': "
        + initializer
        + ", 'bias_initializer': {'class_name': 'Zeros', 'config': {}},"
        + " 'kernel_regularizer': null, 'bias_regularizer': null, 'activity_regularizer': null,"
        + " 'kernel_constraint': null, 'bias_constraint': null";
  }

  private static String batch(int... shape) {
    return Arrays.toString(shape).replaceFirst("\\[", "[null, ");
  }
}
