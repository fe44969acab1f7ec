package org.dl4jmot.examples.results;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.dl4jmot.fashionmnist.FashionMnist;
import picocli.CommandLine.Option;

/** Options of the results program. */
final class ResultsArguments {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "directory with the four gzipped files of Fashion-MNIST (default: the Debian package's,"
              + " else the subset that comes with this program)")
  private Path data;

  @Option(
      names = "--seeds",
      split = ",",
      defaultValue = "1,2,3",
      description = "one training each (default: ${DEFAULT-VALUE})")
  private List<Long> seeds;

  @Option(
      names = "--architectures",
      split = ",",
      defaultValue = "A,B",
      description = "networks to train: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private List<Architecture> architectures;

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "further trainings of QAT and its control per seed, with other orders of images"
              + " (default: ${DEFAULT-VALUE})")
  private int repetitions;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "trained networks and measurements; what is there is not made again"
              + " (default: dl4j-mot-examples/target/results, where Maven runs this)")
  private Path out;

  @Option(
      names = "--document",
      paramLabel = "FILE",
      defaultValue = "docs/results.md",
      description = "the tables to write (default: ${DEFAULT-VALUE})")
  private Path document;

  @Option(
      names = "--trained-only",
      description = "train nothing: measure and document what is trained already")
  private boolean trainedOnly;

  /** Which runs are wanted. */
  Predicate<Run> wanted(Checkpoints checkpoints) {
    return trainedOnly ? checkpoints::has : run -> true;
  }

  FashionMnist load() {
    return data == null ? FashionMnist.installedOrSubset() : FashionMnist.from(data);
  }

  List<Long> seeds() {
    return seeds;
  }

  List<Architecture> architectures() {
    return architectures;
  }

  Path out() {
    return out != null
        ? out
        : Path.of(System.getProperty("dl4jmot.output", "dl4j-mot-examples/target"), "results");
  }

  /** How often to repeat QAT and its control; none if nothing is to be trained. */
  int repetitions() {
    return trainedOnly ? 0 : repetitions;
  }

  Path document() {
    return document;
  }
}
