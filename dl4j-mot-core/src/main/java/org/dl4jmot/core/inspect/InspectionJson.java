package org.dl4jmot.core.inspect;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import org.dl4jmot.core.internal.DelegateReport;
import org.dl4jmot.core.internal.JsonValues;
import org.dl4jmot.runtime.tflite.FileListing;
import org.dl4jmot.runtime.tflite.ListedOperator;
import org.dl4jmot.runtime.tflite.ListedSubgraph;
import org.dl4jmot.runtime.tflite.ListedTensor;

/** Turns a {@link GraphInspection} into JSON. */
final class InspectionJson {
  private InspectionJson() {}

  static String of(GraphInspection inspection) {
    FileListing file = inspection.file();
    JsonObject json = new JsonObject();
    json.addProperty("bytes", file.bytes());
    json.addProperty("gzip_bytes", inspection.gzipBytes());
    json.addProperty("constant_bytes", file.constantBytes());
    json.addProperty("schema_version", file.schemaVersion());
    json.add("min_runtime_version", orNull(file.minRuntimeVersion()));
    json.addProperty("description", file.description());
    json.add("java_runtime_refuses", orNull(inspection.unreadable()));
    JsonObject counts = new JsonObject();
    inspection.operatorCounts().forEach(counts::addProperty);
    json.add("operator_counts", counts);
    json.add("signatures", JsonValues.array(file.signatures(), InspectionJson::signature));
    json.add("subgraphs", JsonValues.array(file.subgraphs(), InspectionJson::subgraph));
    json.add("delegates", DelegateReport.json(inspection.delegates()));
    json.add("metadata", JsonValues.array(file.metadata(), InspectionJson::entry));
    return JsonValues.text(json);
  }

  private static JsonElement orNull(String text) {
    return text.isEmpty() ? JsonNull.INSTANCE : new JsonPrimitive(text);
  }

  private static JsonObject signature(FileListing.Signature signature) {
    JsonObject json = new JsonObject();
    json.addProperty("key", signature.key());
    json.addProperty("subgraph", signature.subgraph());
    json.add("inputs", slots(signature.inputs()));
    json.add("outputs", slots(signature.outputs()));
    return json;
  }

  private static JsonElement slots(List<FileListing.Slot> slots) {
    return JsonValues.array(
        slots,
        slot -> {
          JsonObject json = new JsonObject();
          json.addProperty("name", slot.name());
          json.addProperty("tensor", slot.tensor());
          return json;
        });
  }

  private static JsonObject subgraph(ListedSubgraph subgraph) {
    JsonObject json = new JsonObject();
    json.addProperty("name", subgraph.name());
    json.add("inputs", JsonValues.numbers(subgraph.inputs()));
    json.add("outputs", JsonValues.numbers(subgraph.outputs()));
    json.add("operators", JsonValues.array(subgraph.operators(), InspectionJson::operator));
    json.add("tensors", JsonValues.array(subgraph.tensors(), InspectionJson::tensor));
    return json;
  }

  private static JsonObject operator(ListedOperator operator) {
    JsonObject json = new JsonObject();
    json.addProperty("name", operator.name());
    json.addProperty("version", operator.version());
    json.add("inputs", JsonValues.numbers(operator.inputs()));
    json.add("outputs", JsonValues.numbers(operator.outputs()));
    return json;
  }

  private static JsonObject tensor(ListedTensor tensor) {
    JsonObject json = new JsonObject();
    json.addProperty("name", tensor.name());
    json.addProperty("type", tensor.type());
    json.add("shape", JsonValues.numbers(tensor.shape()));
    json.add("shape_signature", JsonValues.numbers(tensor.signature()));
    json.addProperty("constant_bytes", tensor.constantBytes());
    json.addProperty("variable", tensor.variable());
    json.addProperty("sparse", tensor.sparse());
    json.add(
        "quantization",
        tensor
            .quantization()
            .<JsonElement>map(InspectionJson::quantization)
            .orElse(JsonNull.INSTANCE));
    return json;
  }

  private static JsonObject quantization(ListedTensor.Quantization quantization) {
    JsonObject json = new JsonObject();
    json.add("scales", JsonValues.array(quantization.scales(), InspectionJson::scale));
    json.add("zero_points", JsonValues.numbers(quantization.zeroPoints()));
    json.addProperty("axis", quantization.axis());
    return json;
  }

  /** As a float, whose digits are fewer than those of the double of the same value. */
  private static JsonElement scale(Float scale) {
    return Float.isFinite(scale) ? new JsonPrimitive(scale) : JsonValues.number(scale);
  }

  private static JsonObject entry(FileListing.Entry entry) {
    JsonObject json = new JsonObject();
    json.addProperty("name", entry.name());
    json.addProperty("bytes", entry.bytes());
    json.add("text", orNull(entry.text()));
    return json;
  }
}
