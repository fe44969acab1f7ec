package org.dl4jmot.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dl4jmot.cli.data.ColorOrder;
import org.dl4jmot.cli.data.DataSettings;
import org.dl4jmot.cli.data.Datasets;
import org.dl4jmot.cli.data.Fit;
import org.dl4jmot.cli.data.PixelRange;
import org.dl4jmot.cli.fault.Problems;
import org.dl4jmot.cli.model.ModelKind;
import picocli.CommandLine.Option;

/** How data is read: options of every verb that takes DATA. */
final class DataOptions {
  @Option(
      names = "--scale",
      order = 50,
      paramLabel = "LOW..HIGH",
      description = "what the values 0..255 become, such as 0..1 (default: they stay)")
  private String scale;

  @Option(
      names = "--color",
      order = 51,
      paramLabel = "ORDER",
      description =
          "channels of color images: rgb or bgr (default: bgr, as DataVec reads them, if a"
              + " Deeplearning4j zip takes part, else rgb)")
  private String color;

  @Option(
      names = "--fit",
      order = 52,
      paramLabel = "HOW",
      defaultValue = "stretch",
      description = "images of other sizes: stretch or crop (default: ${DEFAULT-VALUE})")
  private String fit;

  @Option(
      names = "--classes",
      order = 53,
      paramLabel = "NAMES",
      split = ",",
      description = "names of the classes in the model's order (default: alphabetical)")
  private List<String> classes = List.of();

  @Option(
      names = "--labels",
      order = 54,
      paramLabel = "FILE.npy",
      description = "class indices or one-hot rows for .npy data")
  private Path labels;

  @Option(
      names = "--label-column",
      order = 55,
      paramLabel = "N",
      description = "column of a .csv that holds the class, counted from 0")
  private String labelColumn;

  @Option(
      names = "--skip-lines",
      order = 56,
      paramLabel = "N",
      defaultValue = "0",
      description = "lines of a .csv before the first sample (default: ${DEFAULT-VALUE})")
  private String skipLines;

  @Option(
      names = "--delimiter",
      order = 57,
      paramLabel = "C",
      description = "what separates the values of a .csv (default: a comma, a tab in a .tsv)")
  private String delimiter;

  @Option(
      names = "--samples",
      order = 58,
      paramLabel = "N",
      description = "use the first so many samples")
  private String samples;

  /**
   * Notes everything that is wrong with data and how it is to be read.
   *
   * @param option the option that names the data
   * @param data where it lies
   * @param models kinds of the files whose networks read it
   */
  DataSettings check(Problems problems, String option, List<Path> data, List<ModelKind> models) {
    ColorOrder usual = models.contains(ModelKind.DL4J_ZIP) ? ColorOrder.BGR : ColorOrder.RGB;
    DataSettings settings =
        new DataSettings(
            Optional.ofNullable(labels),
            problems.integer("--label-column", 0, labelColumn),
            problems.integer("--skip-lines", 0, skipLines).orElse(0),
            delimiter(problems, data),
            classes,
            range(problems),
            problems.choice("--color", ColorOrder.class, color).orElse(usual),
            problems.choice("--fit", Fit.class, fit).orElse(Fit.STRETCH),
            problems.integer("--samples", 1, samples));
    if (!data.isEmpty()) {
      Datasets.check(option, data, settings, problems);
    }
    return settings;
  }

  private char delimiter(Problems problems, List<Path> data) {
    boolean tabs = !data.isEmpty() && data.get(0).toString().endsWith(".tsv");
    String text = delimiter == null ? (tabs ? "\t" : ",") : delimiter;
    problems.require(
        text.length() == 1, "--delimiter is one character, such as ';', not '" + text + "'");
    return text.isEmpty() ? ',' : text.charAt(0);
  }

  private Optional<PixelRange> range(Problems problems) {
    if (scale == null) {
      return Optional.empty();
    }
    Optional<PixelRange> range = PixelRange.parse(scale);
    problems.require(
        range.isPresent(),
        "--scale is a range low..high, such as 0..1 or -1..1, not '" + scale + "'");
    return range;
  }
}
