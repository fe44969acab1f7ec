package org.dl4jmot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.dl4jmot.cli.data.DataSettings;
import org.dl4jmot.cli.data.Dataset;
import org.dl4jmot.cli.data.Datasets;
import org.dl4jmot.cli.engine.EngineKind;
import org.dl4jmot.cli.fault.BoundBrokenException;
import org.dl4jmot.cli.fault.Problems;
import org.dl4jmot.cli.model.ModelKind;
import org.dl4jmot.core.verify.ComparisonReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mot compare}. */
@Command(
    name = "compare",
    description = {
      "Runs two models on the same data and says how far they are apart.",
      "Shown are the difference of every tensor they have in common and of the outputs, agreement,",
      "and accuracy where the data has labels. Either side may be a Deeplearning4j zip, a Keras"
          + " .h5",
      "or a .tflite file."
    },
    footer = "  mot compare model.zip model.tflite --data test-photos --scale 0..1")
final class CompareCommand extends Verb {
  @Parameters(index = "0", arity = "0..1", paramLabel = "A", description = "the first model")
  private Path first;

  @Parameters(index = "1", arity = "0..1", paramLabel = "B", description = "the second model")
  private Path second;

  @Option(
      names = "--data",
      order = 1,
      paramLabel = "DATA",
      description = "samples: a folder of images, a .csv or .npy arrays, one per input")
  private List<Path> data = new ArrayList<>();

  @Option(
      names = "--engine",
      order = 2,
      defaultValue = "java",
      paramLabel = "ENGINE",
      completionCandidates = Choices.Engines.class,
      description =
          "runs .tflite files: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); only java"
              + " shows the tensors inside")
  private String engine;

  @Option(
      names = "--min-agreement",
      order = 3,
      paramLabel = "SHARE",
      description = "fail with exit code 1 below this share of equal classes, 0 to 1")
  private String minAgreement;

  @Option(
      names = "--max-error",
      order = 4,
      paramLabel = "ERROR",
      description = "fail with exit code 1 above this absolute difference of an output")
  private String maxError;

  @Mixin private ModelOptions shapes = new ModelOptions();

  @Mixin private DataOptions reading = new DataOptions();

  @Override
  Work prepare(Problems problems) {
    List<ModelKind> kinds =
        Stream.concat(kind("A", first, problems), kind("B", second, problems)).toList();
    problems.require(!data.isEmpty(), "--data is missing: name a folder of images, .csv or .npy");
    DataSettings settings = reading.check(problems, "--data", data, kinds);
    List<String> sizes = shapes.check(problems);
    EngineKind kind = problems.choice("--engine", EngineKind.class, engine).orElse(EngineKind.JAVA);
    OptionalDouble least = problems.number("--min-agreement", 0, 1, minAgreement);
    OptionalDouble most = problems.number("--max-error", 0, Double.POSITIVE_INFINITY, maxError);
    return () -> {
      Dataset samples = Datasets.open(data, settings);
      Comparison.Result result =
          new Comparison(sizes, kind, progress()).run(first, second, samples);
      if (json()) {
        out().println(Json.text(ComparisonText.json(result)));
      } else {
        out().print(ComparisonText.of(result));
      }
      out().flush();
      requireBounds(result.report(), least, most);
    };
  }

  private static Stream<ModelKind> kind(String label, Path file, Problems problems) {
    return problems.file(label, file)
        ? ModelKind.check(file, problems).stream()
        : Optional.<ModelKind>empty().stream();
  }

  private static void requireBounds(
      ComparisonReport report, OptionalDouble least, OptionalDouble most) {
    List<String> broken = new ArrayList<>();
    // Written so that NaN breaks a bound.
    if (least.isPresent() && !(report.agreement() >= least.getAsDouble())) {
      broken.add(
          "agreement is " + report.agreement() + ", --min-agreement is " + least.getAsDouble());
    }
    if (most.isPresent() && !(report.worstOutputError() <= most.getAsDouble())) {
      broken.add(
          "the worst error is "
              + report.worstOutputError()
              + ", --max-error is "
              + most.getAsDouble());
    }
    if (!broken.isEmpty()) {
      throw new BoundBrokenException(broken);
    }
  }
}
