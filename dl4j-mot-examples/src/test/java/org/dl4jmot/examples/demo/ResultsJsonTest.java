package org.dl4jmot.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResultsJsonTest {
  @Test
  void oneObjectPerVariantWithExactlyThePromisedKeys() {
    VariantResult result = new VariantResult("int8", 0.9, 0.89, 0.99, 1000, 900, 25.5, 800, 0.8);

    JsonArray array =
        JsonParser.parseString(ResultsJson.of(List.of(result, result))).getAsJsonArray();

    assertEquals(2, array.size());
    JsonObject object = array.get(0).getAsJsonObject();
    assertEquals(
        Set.of(
            "name",
            "accuracy_dl4j",
            "accuracy_litert",
            "agreement",
            "bytes",
            "gzip_bytes",
            "latency_litert_us",
            "latency_dl4j_us",
            "sparsity"),
        object.keySet());
    assertEquals("int8", object.get("name").getAsString());
    assertEquals(0.89, object.get("accuracy_litert").getAsDouble());
    assertEquals(1000, object.get("bytes").getAsInt());
    assertEquals(25.5, object.get("latency_litert_us").getAsDouble());
  }
}
