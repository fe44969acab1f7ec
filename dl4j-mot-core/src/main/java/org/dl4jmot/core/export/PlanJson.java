package org.dl4jmot.core.export;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.dl4jmot.core.export.ExportPlan.FloatPart;
import org.dl4jmot.core.freeze.UnsupportedNetworkException.Item;
import org.dl4jmot.core.internal.DelegateReport;
import org.dl4jmot.core.internal.JsonValues;

/** Turns an {@link ExportPlan} into JSON. */
final class PlanJson {
  private PlanJson() {}

  static String of(ExportPlan plan) {
    JsonObject json = new JsonObject();
    json.addProperty("scheme", plan.scheme());
    json.addProperty("exportable", plan.isExportable());
    json.add("problems", JsonValues.array(plan.problems(), PlanJson::problem));
    json.add(
        "bytes",
        plan.bytes().isPresent() ? new JsonPrimitive(plan.bytes().getAsLong()) : JsonNull.INSTANCE);
    json.add("layers", JsonValues.strings(plan.layers()));
    json.add("ops", JsonValues.array(plan.ops(), PlanJson::op));
    json.add("stays_float", JsonValues.array(plan.floats(), PlanJson::part));
    json.add("unknown_ranges", JsonValues.strings(plan.unknown()));
    json.add("warnings", JsonValues.strings(plan.warnings()));
    json.add("recipe", JsonValues.strings(plan.recipe()));
    json.add("delegates", DelegateReport.json(plan.delegates()));
    return JsonValues.text(json);
  }

  private static JsonElement problem(Item item) {
    JsonObject json = new JsonObject();
    json.addProperty("name", item.name());
    json.addProperty("type", item.type());
    json.addProperty("reason", item.reason());
    json.addProperty("remedy", item.remedy());
    return json;
  }

  private static JsonElement op(OpRow row) {
    JsonObject json = new JsonObject();
    json.addProperty("node", row.node());
    json.addProperty("op", row.op());
    json.add("layers", JsonValues.strings(row.layers()));
    json.addProperty("float_bytes", row.floatBytes());
    json.addProperty("file_bytes", row.fileBytes());
    return json;
  }

  private static JsonElement part(FloatPart part) {
    JsonObject json = new JsonObject();
    json.addProperty("name", part.name());
    json.addProperty("op", part.op());
    json.add("layers", JsonValues.strings(part.layers()));
    json.addProperty("reason", part.reason());
    return json;
  }
}
