package org.dl4jmot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dl4jmot.cli.engine.EngineKind;
import org.dl4jmot.cli.fault.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mot benchmark}. */
@Command(
    name = "benchmark",
    description = {
      "Measures how long a run of .tflite files takes, in pure Java and in LiteRT.",
      "After a warm-up, on one thread, the engines in turns: percentiles, and where the time goes."
    },
    footer = "  mot benchmark float.tflite int8.tflite --engine java,litert,xnnpack")
final class BenchmarkCommand extends Verb {
  @Parameters(arity = "0..*", paramLabel = "FILE", description = ".tflite files")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--engine",
      order = 1,
      split = ",",
      paramLabel = "ENGINES",
      completionCandidates = Choices.Engines.class,
      description = "of ${COMPLETION-CANDIDATES}, with commas between (default: java,litert)")
  private List<String> engines = new ArrayList<>(List.of("java", "litert"));

  @Option(
      names = "--seconds",
      order = 2,
      defaultValue = "1",
      paramLabel = "S",
      description =
          "measured time per file and engine, after as long a warm-up (default: ${DEFAULT-VALUE})")
  private String seconds;

  @Override
  Work prepare(Problems problems) {
    problems.require(!files.isEmpty(), "FILE is missing: name .tflite files");
    files.forEach(file -> problems.readable("FILE", file));
    List<EngineKind> kinds = new ArrayList<>();
    for (String name : engines) {
      problems.choice("--engine", EngineKind.class, name).ifPresent(kinds::add);
    }
    double duration = problems.number("--seconds", 0.01, 600, seconds).orElse(1);
    return () -> {
      List<Benchmark.Result> results = new ArrayList<>();
      for (Path file : files) {
        progress().say("measuring " + file);
        results.add(new Benchmark(file, duration).run(kinds));
      }
      if (json()) {
        out().println(Json.text(BenchmarkText.json(results)));
      } else {
        out().print(BenchmarkText.of(results));
      }
    };
  }
}
