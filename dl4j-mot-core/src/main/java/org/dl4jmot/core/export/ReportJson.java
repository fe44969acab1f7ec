package org.dl4jmot.core.export;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.dl4jmot.core.verify.OutputComparison;
import org.dl4jmot.core.verify.TensorComparison;
import org.dl4jmot.core.verify.VerificationReport;

/** Turns an {@link ExportReport} into JSON. */
final class ReportJson {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  private ReportJson() {}

  static String of(ExportReport report) {
    JsonObject json = new JsonObject();
    json.addProperty("scheme", report.scheme());
    json.addProperty("bytes", report.bytes());
    json.addProperty("gzip_bytes", report.gzipBytes());
    json.addProperty("float_bytes", report.floatBytes());
    json.add("provenance", strings(report.provenance()));
    json.add("layers", strings(report.layers()));
    json.add("ops", array(report.ops(), ReportJson::op));
    json.add("warnings", array(report.warnings(), JsonPrimitive::new));
    json.add("verification", verification(report.verification()));
    JsonObject seconds = new JsonObject();
    report.seconds().forEach((stage, time) -> seconds.add(stage, number(time)));
    json.add("seconds", seconds);
    return GSON.toJson(json);
  }

  private static JsonObject op(OpRow row) {
    JsonObject json = new JsonObject();
    json.addProperty("node", row.node());
    json.addProperty("op", row.op());
    json.add("layers", array(row.layers(), JsonPrimitive::new));
    json.addProperty("float_bytes", row.floatBytes());
    json.addProperty("file_bytes", row.fileBytes());
    json.add("sparsity", number(row.sparsity()));
    json.add("sqnr_db", number(row.sqnr()));
    return json;
  }

  private static JsonObject verification(VerificationReport report) {
    JsonObject json = new JsonObject();
    json.addProperty("passed", report.passed());
    json.addProperty("samples", report.samples());
    json.addProperty("reference", report.reference());
    json.addProperty("reference_present", report.referencePresent());
    json.add("outputs", array(report.outputs(), ReportJson::output));
    json.add("tensors", array(report.tensors(), ReportJson::tensor));
    json.add("failures", array(report.failures(), JsonPrimitive::new));
    return json;
  }

  private static JsonObject output(OutputComparison output) {
    JsonObject json = new JsonObject();
    json.addProperty("name", output.port());
    json.addProperty("samples", output.samples());
    json.add("agreement", number(output.agreement()));
    json.add("sqnr_db", number(output.sqnr()));
    json.add("worst_error", number(output.worstError()));
    return json;
  }

  private static JsonObject tensor(TensorComparison tensor) {
    JsonObject json = new JsonObject();
    json.addProperty("name", tensor.tensor());
    json.addProperty("op", tensor.op());
    json.addProperty("type", tensor.type());
    json.addProperty("elements", tensor.elements());
    json.add("sqnr_db", number(tensor.sqnr()));
    json.add("worst_error", number(tensor.worstError()));
    json.add(
        "differing",
        tensor.differing().isPresent()
            ? new JsonPrimitive(tensor.differing().getAsLong())
            : JsonNull.INSTANCE);
    json.add("runtime_error", number(tensor.runtimeError()));
    json.add("tolerance", number(tensor.tolerance()));
    return json;
  }

  private static <T> JsonArray array(List<T> items, Function<T, JsonElement> toJson) {
    JsonArray array = new JsonArray();
    items.forEach(item -> array.add(toJson.apply(item)));
    return array;
  }

  private static JsonObject strings(Map<String, String> entries) {
    JsonObject json = new JsonObject();
    entries.forEach(json::addProperty);
    return json;
  }

  private static JsonElement number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : JsonNull.INSTANCE;
  }

  /** JSON has no infinities. */
  private static JsonElement number(double value) {
    if (Double.isFinite(value)) {
      return new JsonPrimitive(value);
    }
    return new JsonPrimitive(Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf");
  }
}
