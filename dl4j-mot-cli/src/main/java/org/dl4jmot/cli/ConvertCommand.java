package org.dl4jmot.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dl4jmot.cli.data.DataSettings;
import org.dl4jmot.cli.fault.Choice;
import org.dl4jmot.cli.fault.Problems;
import org.dl4jmot.cli.model.ModelKind;
import org.dl4jmot.core.export.ExportReport;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mot convert}. */
@Command(
    name = "convert",
    description = {
      "Writes a trained network as a .tflite file that has been verified.",
      "A file that was there before is replaced only after success."
    },
    footer = {
      "  mot convert model.zip -o model.tflite --mode int8 \\",
      "      --calibration photos --scale 0..1"
    })
final class ConvertCommand extends Verb {
  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "a Deeplearning4j zip, of either network type, or a Keras .h5")
  private Path model;

  @Option(
      names = {"-o", "--output"},
      order = 1,
      paramLabel = "OUT.tflite",
      description = "the file to write")
  private Path output;

  @Option(
      names = "--mode",
      order = 2,
      defaultValue = "float32",
      paramLabel = "MODE",
      completionCandidates = Choices.Modes.class,
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private String mode;

  @Option(
      names = "--calibration",
      order = 3,
      paramLabel = "DATA",
      description =
          "samples as in training: a folder of images, a .csv or .npy arrays, one per input. For"
              + " int8; a network from quantization-aware training needs none. In every mode the"
              + " file is verified on them")
  private List<Path> calibration = List.of();

  @Option(
      names = "--io",
      order = 4,
      paramLabel = "TYPE",
      completionCandidates = Choices.Borders.class,
      description = "of int8's inputs and outputs: ${COMPLETION-CANDIDATES} (default: float32)")
  private String io;

  @Option(
      names = "--keep-float",
      order = 5,
      split = ",",
      paramLabel = "LAYERS",
      description = "names of layers that stay float, with commas between; for int8 and dynamic")
  private List<String> keepFloat = List.of();

  @Option(
      names = "--dense",
      order = 6,
      paramLabel = "SCALES",
      completionCandidates = Choices.Granularities.class,
      description =
          "of dense weights: ${COMPLETION-CANDIDATES} (default: per-tensor for int8, per-channel"
              + " for dynamic)")
  private String dense;

  @Option(
      names = "--min-agreement",
      order = 7,
      paramLabel = "SHARE",
      description =
          "share of samples, 0 to 1, on which file and network must name the same class; else"
              + " nothing is written and the exit code is 1")
  private String minAgreement;

  @Mixin private ModelOptions shapes = new ModelOptions();

  @Mixin private DataOptions data = new DataOptions();

  @Override
  Work prepare(Problems problems) {
    boolean readable = problems.file("MODEL", model);
    problems.output("--output", output);
    Mode chosen = problems.choice("--mode", Mode.class, mode).orElse(Mode.INT8);
    requireQuantized("--keep-float", keepFloat.isEmpty(), chosen, problems);
    requireQuantized("--dense", dense == null, chosen, problems);
    problems.require(
        io == null || chosen == Mode.INT8, "--io is for --mode int8, not " + Choice.name(chosen));
    Optional<ModelKind> kind = readable ? ModelKind.check(model, problems) : Optional.empty();
    DataSettings reading =
        data.check(problems, "--calibration", calibration, kind.stream().toList());
    ConversionSettings settings =
        new ConversionSettings(
            model,
            shapes.check(problems),
            output,
            chosen,
            calibration,
            reading,
            problems.choice("--io", Border.class, io),
            keepFloat,
            problems.choice("--dense", Granularity.class, dense),
            problems.number("--min-agreement", 0, 1, minAgreement));
    return () -> convert(settings);
  }

  private static void requireQuantized(
      String option, boolean absent, Mode mode, Problems problems) {
    problems.require(
        absent || mode.quantizesLayers(),
        option + " is for --mode int8 and dynamic, not " + Choice.name(mode));
  }

  private void convert(ConversionSettings settings) {
    ExportReport report = new Conversion(settings, progress()).run();
    if (json()) {
      JsonObject result = new JsonObject();
      result.addProperty("output", output.toString());
      result.add("report", JsonParser.parseString(report.toJson()));
      out().println(Json.text(result));
    } else {
      out().print(report.toText());
    }
    progress().say("wrote " + output);
  }
}
