package org.dl4jmot.examples.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dl4jmot.fashionmnist.FashionMnist;
import org.dl4jmot.fashionmnist.ImageSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The demo's options. */
final class DemoArguments {
  static final int BATCH = 128;
  private static final int TRAIN_IMAGES = 12_000;
  private static final int TEST_IMAGES = 10_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description =
          "of initialization, dropout and the order of images (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--epochs",
      defaultValue = "5",
      description = "epochs of float training (default: ${DEFAULT-VALUE})")
  private int epochs;

  @Option(
      names = "--train-images",
      description =
          "use the first so many training images (default: " + TRAIN_IMAGES + ", or all there are)")
  private Integer trainImages;

  @Option(
      names = "--test-images",
      description =
          "use the first so many test images (default: " + TEST_IMAGES + ", or all there are)")
  private Integer testImages;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "directory with the four gzipped files of Fashion-MNIST (default: the Debian package's,"
              + " else the subset that comes with the demo)")
  private Path data;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "where the .tflite files and results.json go"
              + " (default: dl4j-mot-examples/target/demo, where Maven runs the demo)")
  private Path output;

  long seed() {
    return seed;
  }

  int epochs() {
    return epochs;
  }

  Path output() {
    return output != null
        ? output
        : Path.of(System.getProperty("dl4jmot.output", "dl4j-mot-examples/target"), "demo");
  }

  FashionMnist load() {
    FashionMnist all = data == null ? FashionMnist.installedOrSubset() : FashionMnist.from(data);
    checkImages(all);
    return new FashionMnist(
        all.source(),
        limit(all.train(), trainImages, TRAIN_IMAGES),
        limit(all.test(), testImages, TEST_IMAGES));
  }

  private static ImageSet limit(ImageSet images, Integer chosen, int usual) {
    return images.first(Optional.ofNullable(chosen).orElse(Math.min(usual, images.size())));
  }

  /**
   * Checks what needs no data.
   *
   * @throws ParameterException listing every bad value
   */
  void check() {
    List<String> problems = new ArrayList<>();
    if (epochs < 1 || epochs > 1_000) {
      problems.add("--epochs must be in 1..1000: " + epochs);
    }
    if (Files.exists(output()) && !Files.isDirectory(output())) {
      problems.add("--output is no directory: " + output());
    }
    fail(problems);
  }

  private void checkImages(FashionMnist all) {
    List<String> problems = new ArrayList<>();
    // Pruning and quantization-aware training need at least some steps.
    problem("--train-images", trainImages, BATCH, all.train().size(), all).ifPresent(problems::add);
    problem("--test-images", testImages, 1, all.test().size(), all).ifPresent(problems::add);
    fail(problems);
  }

  private static Optional<String> problem(
      String option, Integer value, int least, int most, FashionMnist source) {
    return value == null || (value >= least && value <= most)
        ? Optional.empty()
        : Optional.of(
            option
                + " must be in "
                + least
                + ".."
                + most
                + ", as many as "
                + source.source()
                + " has: "
                + value);
  }

  private void fail(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new ParameterException(spec.commandLine(), String.join("\n", problems));
    }
  }
}
