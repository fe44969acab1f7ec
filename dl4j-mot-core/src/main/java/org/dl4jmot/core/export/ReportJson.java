package org.dl4jmot.core.export;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.OptionalDouble;
import org.dl4jmot.core.internal.JsonValues;
import org.dl4jmot.core.verify.OutputComparison;
import org.dl4jmot.core.verify.TensorComparison;
import org.dl4jmot.core.verify.VerificationReport;

/** Turns an {@link ExportReport} into JSON. */
final class ReportJson {
  private ReportJson() {}

  static String of(ExportReport report) {
    JsonObject json = new JsonObject();
    json.addProperty("scheme", report.scheme());
    json.addProperty("bytes", report.bytes());
    json.addProperty("gzip_bytes", report.gzipBytes());
    json.addProperty("float_bytes", report.floatBytes());
    json.add("provenance", JsonValues.strings(report.provenance()));
    json.add("layers", JsonValues.strings(report.layers()));
    json.add("ops", JsonValues.array(report.ops(), ReportJson::op));
    json.add("warnings", JsonValues.array(report.warnings(), JsonPrimitive::new));
    json.add("verification", verification(report.verification()));
    JsonObject seconds = new JsonObject();
    report.seconds().forEach((stage, time) -> seconds.add(stage, JsonValues.number(time)));
    json.add("seconds", seconds);
    return JsonValues.text(json);
  }

  private static JsonObject op(OpRow row) {
    JsonObject json = new JsonObject();
    json.addProperty("node", row.node());
    json.addProperty("op", row.op());
    json.add("layers", JsonValues.array(row.layers(), JsonPrimitive::new));
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
    json.add("outputs", JsonValues.array(report.outputs(), ReportJson::output));
    json.add("tensors", JsonValues.array(report.tensors(), ReportJson::tensor));
    json.add("failures", JsonValues.array(report.failures(), JsonPrimitive::new));
    return json;
  }

  private static JsonObject output(OutputComparison output) {
    JsonObject json = new JsonObject();
    json.addProperty("name", output.port());
    json.addProperty("samples", output.samples());
    json.add("agreement", JsonValues.number(output.agreement()));
    json.add("sqnr_db", JsonValues.number(output.sqnr()));
    json.add("worst_error", JsonValues.number(output.worstError()));
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

  private static JsonElement number(OptionalDouble value) {
    return value.isPresent() ? JsonValues.number(value.getAsDouble()) : JsonNull.INSTANCE;
  }
}
