package org.dl4jmot.cli;

import java.nio.file.Path;
import org.dl4jmot.cli.fault.Problems;
import org.dl4jmot.core.inspect.GraphInspection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mot inspect}. */
@Command(
    name = "inspect",
    description = {
      "Shows what is in a .tflite file: graph, operators, quantization, sizes.",
      "Any intact file will do, also one that this project cannot run."
    },
    footer = "  mot inspect model.tflite")
final class InspectCommand extends Verb {
  @Parameters(arity = "0..1", paramLabel = "FILE", description = "a .tflite file")
  private Path file;

  @Override
  Work prepare(Problems problems) {
    problems.file("FILE", file);
    return () -> {
      GraphInspection inspection = GraphInspection.of(file);
      if (json()) {
        out().println(inspection.toJson());
      } else {
        out().print(inspection.toText());
      }
    };
  }
}
