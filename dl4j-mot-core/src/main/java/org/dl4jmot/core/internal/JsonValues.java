package org.dl4jmot.core.internal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;

/** Makes JSON of values, alike in all reports. */
public final class JsonValues {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  private JsonValues() {}

  /** The JSON as indented text; absent values are {@code null}. */
  public static String text(JsonElement json) {
    return GSON.toJson(json);
  }

  /** An array of items. */
  public static <T> JsonArray array(Collection<T> items, Function<T, JsonElement> toJson) {
    JsonArray array = new JsonArray();
    items.forEach(item -> array.add(toJson.apply(item)));
    return array;
  }

  /** An array of strings. */
  public static JsonArray strings(Collection<String> items) {
    return array(items, JsonPrimitive::new);
  }

  /** An array of numbers. */
  public static JsonArray numbers(Collection<? extends Number> items) {
    JsonArray array = new JsonArray();
    items.forEach(array::add);
    return array;
  }

  /** An object of strings. */
  public static JsonObject strings(Map<String, String> entries) {
    JsonObject json = new JsonObject();
    entries.forEach(json::addProperty);
    return json;
  }

  /** A number; JSON has no infinities, they are strings. */
  public static JsonElement number(double value) {
    if (Double.isFinite(value)) {
      return new JsonPrimitive(value);
    }
    return new JsonPrimitive(Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf");
  }
}
