package org.dl4jmot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dl4jmot.cli.data.DataSettings;
import org.dl4jmot.cli.fault.Choice;
import org.dl4jmot.cli.fault.Problems;
import org.dl4jmot.cli.model.ModelKind;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import picocli.CommandLine.Option;

/** The form of a file: options of convert and plan. */
final class FormOptions {
  @Option(
      names = "--mode",
      order = 2,
      defaultValue = "float32",
      paramLabel = "MODE",
      completionCandidates = Choices.Modes.class,
      description = {
        "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})",
        "the last three are the converter's presets: int8 with --calibration, else dynamic"
      })
  private String mode;

  @Option(
      names = "--calibration",
      order = 3,
      paramLabel = "DATA",
      description =
          "samples as in training: a folder of images, a .csv or .npy arrays, one per input. For"
              + " int8 and 16x8; a network from quantization-aware training needs none. In every"
              + " mode the file is verified on them")
  private List<Path> calibration = new ArrayList<>();

  @Option(
      names = "--io",
      order = 4,
      paramLabel = "TYPE",
      completionCandidates = Choices.Borders.class,
      description =
          "of inputs and outputs: ${COMPLETION-CANDIDATES} (default: float32); int8 and uint8 are"
              + " for int8, int16 for 16x8")
  private String io;

  @Option(
      names = "--keep-float",
      order = 5,
      split = ",",
      paramLabel = "LAYERS",
      description = "names of layers that stay float; for int8, 16x8 and dynamic")
  private List<String> keepFloat = new ArrayList<>();

  @Option(
      names = "--keep-float-types",
      order = 6,
      split = ",",
      paramLabel = "TYPES",
      description = "kinds of layers that stay float, such as LSTM")
  private List<String> keepFloatTypes = new ArrayList<>();

  @Option(
      names = "--keep-float-ops",
      order = 7,
      split = ",",
      paramLabel = "OPS",
      description = "operations that stay float, such as SOFTMAX")
  private List<String> keepFloatOps = new ArrayList<>();

  @Option(
      names = "--dense",
      order = 8,
      paramLabel = "SCALES",
      completionCandidates = Choices.Granularities.class,
      description =
          "of dense weights: ${COMPLETION-CANDIDATES} (default: per-channel for dynamic, else"
              + " per-tensor)")
  private String dense;

  @Option(
      names = "--min-elements",
      order = 9,
      paramLabel = "N",
      description = "smaller weights stay float; for dynamic (default: 1024)")
  private String minElements;

  @Option(
      names = "--min-sqnr",
      order = 10,
      paramLabel = "DB",
      description =
          "signal-to-noise ratio at the outputs, in decibels: layers that hurt most, measured on"
              + " --calibration, stay float until it is reached; for int8 and 16x8")
  private String minSqnr;

  @Option(
      names = "--dynamic-batch",
      order = 11,
      description = "the file takes any number of samples a run; verified with 1 and several")
  private boolean dynamicBatch;

  /** Notes everything that is wrong with the form. */
  FormSettings check(Problems problems, DataOptions data, Optional<ModelKind> kind) {
    Mode.Data given = calibration.isEmpty() ? Mode.Data.MISSING : Mode.Data.GIVEN;
    Optional<Mode> chosen =
        problems.choice("--mode", Mode.class, mode).map(wanted -> wanted.form(given));
    chosen.ifPresent(form -> checkSuits(form, problems));
    DataSettings reading =
        data.check(problems, "--calibration", calibration, kind.stream().toList());
    return new FormSettings(
        chosen.orElse(Mode.FLOAT32),
        calibration,
        reading,
        problems.choice("--io", Border.class, io),
        keepFloat,
        keepFloatTypes,
        keepFloatOps,
        problems.choice("--dense", Granularity.class, dense),
        problems.integer("--min-elements", 1, minElements),
        problems.number("--min-sqnr", 1, 200, minSqnr),
        dynamicBatch ? FormSettings.Batch.DYNAMIC : FormSettings.Batch.FIXED);
  }

  private void checkSuits(Mode form, Problems problems) {
    String not = ", not " + Choice.name(form);
    problems.require(
        (keepFloat.isEmpty() && keepFloatTypes.isEmpty() && keepFloatOps.isEmpty())
            || form.quantizesLayers(),
        "--keep-float is for --mode int8, 16x8 and dynamic" + not);
    problems.require(
        dense == null || form.quantizesLayers(),
        "--dense is for --mode int8, 16x8 and dynamic" + not);
    problems.require(io == null || form.isInteger(), "--io is for --mode int8 and 16x8" + not);
    problems.require(
        minSqnr == null || (form.isInteger() && !calibration.isEmpty()),
        "--min-sqnr is for --mode int8 and 16x8 with --calibration, on which it measures");
    problems.require(
        minElements == null || form == Mode.DYNAMIC, "--min-elements is for --mode dynamic" + not);
  }
}
