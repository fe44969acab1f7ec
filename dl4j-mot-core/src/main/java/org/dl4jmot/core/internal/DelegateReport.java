package org.dl4jmot.core.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.stream.Collectors;
import org.dl4jmot.runtime.delegate.DelegateVerdict;
import org.dl4jmot.runtime.delegate.NodeVerdict;

/** Puts what delegates make of a graph into text and JSON, alike in all reports. */
public final class DelegateReport {
  private static final int NAMED_NODES = 4;

  private DelegateReport() {}

  /** Lines of text, each with a line end: a heading per delegate, then why it leaves nodes. */
  public static String text(List<DelegateVerdict> verdicts) {
    StringBuilder text = new StringBuilder();
    for (DelegateVerdict verdict : verdicts) {
      text.append("  ").append(verdict.summary());
      text.append(" (").append(verdict.evidence()).append(")\n");
      verdict.failures().forEach(failure -> text.append("    FAILS ").append(failure).append('\n'));
      verdict
          .reasons()
          .forEach(
              (reason, nodes) ->
                  text.append("    ")
                      .append(reason)
                      .append(": ")
                      .append(named(nodes))
                      .append('\n'));
    }
    return text.toString();
  }

  private static String named(List<NodeVerdict> nodes) {
    String names =
        nodes.stream()
            .limit(NAMED_NODES)
            .map(node -> node.node() + " (" + node.op() + ")")
            .collect(Collectors.joining(", "));
    int more = nodes.size() - NAMED_NODES;
    return more > 0 ? names + " and " + more + " more" : names;
  }

  /** An array of an object per delegate. */
  public static JsonArray json(List<DelegateVerdict> verdicts) {
    return JsonValues.array(verdicts, DelegateReport::json);
  }

  private static JsonElement json(DelegateVerdict verdict) {
    JsonObject json = new JsonObject();
    json.addProperty("name", verdict.delegate());
    json.addProperty("source", verdict.source());
    json.addProperty("evidence", verdict.evidence());
    json.addProperty("nodes", verdict.nodes().size());
    json.addProperty("delegated", verdict.delegated());
    json.addProperty("pieces", verdict.partitions());
    json.addProperty("handovers", verdict.handovers());
    json.add(
        "first_left",
        verdict
            .firstLeft()
            .<JsonElement>map(node -> new JsonPrimitive(node.node()))
            .orElse(JsonNull.INSTANCE));
    json.add("failures", JsonValues.strings(verdict.failures()));
    json.add(
        "left",
        JsonValues.array(
            verdict.nodes().stream().filter(node -> !node.isDelegated()).toList(),
            DelegateReport::left));
    return json;
  }

  private static JsonElement left(NodeVerdict node) {
    JsonObject json = new JsonObject();
    json.addProperty("node", node.node());
    json.addProperty("op", node.op());
    json.addProperty("reason", node.reason());
    return json;
  }
}
