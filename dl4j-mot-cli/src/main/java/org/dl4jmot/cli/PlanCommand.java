package org.dl4jmot.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dl4jmot.cli.fault.BoundBrokenException;
import org.dl4jmot.cli.fault.Problems;
import org.dl4jmot.cli.model.ModelKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mot plan}. */
@Command(
    name = "plan",
    description = {
      "Says before any work what mot convert would make of a network.",
      "What becomes of each layer, what stays float and why, the size, and which delegates of",
      "LiteRT take the file. Calibration data is not read. Exits with 1 if the network cannot be",
      "exported."
    },
    footer = "  mot plan model.zip --mode int8")
final class PlanCommand extends Verb {
  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "a Deeplearning4j zip, of either network type, or a Keras .h5")
  private Path model;

  @Mixin private FormOptions form = new FormOptions();

  @Mixin private ModelOptions shapes = new ModelOptions();

  @Mixin private DataOptions data = new DataOptions();

  @Override
  Work prepare(Problems problems) {
    Optional<ModelKind> kind =
        problems.file("MODEL", model) ? ModelKind.check(model, problems) : Optional.empty();
    FormSettings chosen = form.check(problems, data, kind);
    List<String> sizes = shapes.check(problems);
    return () -> {
      progress().say("reading " + model);
      Planning.Result plan = new Planning(chosen).run(model, sizes);
      out().print(json() ? plan.json() : plan.text());
      out().flush();
      if (!plan.problems().isEmpty()) {
        throw new BoundBrokenException(plan.problems());
      }
    };
  }
}
