package org.dl4jmot.cli;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.dl4jmot.cli.model.TrainedModel;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.ExportPlan;

/** What {@code mot plan} does; apart from its options, so that help loads nothing of this. */
final class Planning {
  private final FormSettings form;

  /** A plan laid out, and what keeps the network from being exported. */
  record Result(String text, String json, List<String> problems) {}

  Planning(FormSettings form) {
    this.form = form;
  }

  Result run(Path file, List<String> sizes) {
    EdgeExporter exporter = TrainedModel.read(file, sizes).exporter();
    // A plan takes calibration for granted and reads no data.
    ExportPlan plan =
        new Forms(form).made(exporter, Optional.of(Collections::emptyIterator)).plan();
    List<String> problems = plan.problems().stream().map(Object::toString).toList();
    return new Result(plan.toText(), plan.toJson() + System.lineSeparator(), problems);
  }
}
