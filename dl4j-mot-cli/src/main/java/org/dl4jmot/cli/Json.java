package org.dl4jmot.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.List;

/** Results for machines. */
final class Json {
  private Json() {}

  static String text(JsonElement json) {
    return new GsonBuilder()
        .setPrettyPrinting()
        .disableHtmlEscaping()
        .serializeNulls()
        .create()
        .toJson(json);
  }

  /** A number; JSON has no infinities, they become text. */
  static JsonPrimitive number(double value) {
    if (Double.isFinite(value)) {
      return new JsonPrimitive(value);
    }
    return new JsonPrimitive(Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf");
  }

  /** Each item as text. */
  static JsonArray texts(List<?> items) {
    JsonArray array = new JsonArray();
    items.forEach(item -> array.add(item.toString()));
    return array;
  }
}
