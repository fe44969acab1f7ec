package org.dl4jmot.examples.results;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.examples.measure.Predictions;
import org.dl4jmot.fashionmnist.FashionMnist;

/**
 * Goes through the whole recipe: trains in this thread and measures what is trained in another.
 * What is found in the directory is not made again.
 */
final class Recipe {
  private final FashionMnist data;
  private final Trainer trainer;
  private final Measurements measurements;
  private final Exporting exporting;
  private final Predicate<Run> wanted;

  /**
   * A recipe.
   *
   * @param wanted which runs to train where they are not, and to measure
   */
  Recipe(
      FashionMnist data,
      Checkpoints checkpoints,
      Measurements measurements,
      Predicate<Run> wanted) {
    this.data = data;
    this.measurements = measurements;
    this.wanted = wanted;
    trainer = new Trainer(data.train(), checkpoints);
    exporting = new Exporting(data);
  }

  /** Ends when all is trained and measured. */
  void run(List<Architecture> architectures, List<Long> seeds) {
    ExecutorService measuring = Executors.newSingleThreadExecutor();
    try {
      CompletableFuture<?>[] pending =
          architectures.stream()
              .flatMap(architecture -> seeds.stream().flatMap(seed -> runs(architecture, seed)))
              .filter(wanted)
              .map(run -> trainThenMeasure(run, measuring))
              .toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(pending).join();
    } finally {
      measuring.shutdownNow();
    }
  }

  private static Stream<Run> runs(Architecture architecture, long seed) {
    return Arrays.stream(Stage.values()).map(stage -> new Run(architecture, seed, stage));
  }

  private CompletableFuture<Void> trainThenMeasure(Run run, ExecutorService measuring) {
    List<Form> missing =
        Form.of(run.stage()).stream()
            .filter(form -> measurements.find(run.architecture(), run.seed(), form).isEmpty())
            .toList();
    if (missing.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    MultiLayerNetwork network = trainer.network(run);
    return CompletableFuture.runAsync(() -> measure(run, network, missing), measuring);
  }

  private void measure(Run run, MultiLayerNetwork network, List<Form> forms) {
    Predictions predictions = Predictions.of(network, data.test());
    for (Form form : forms) {
      Measurement found = exporting.measure(network, predictions, form);
      measurements.save(run.architecture(), run.seed(), form, found);
      System.out.printf(
          "%s-%d %s: network %.2f %%, LiteRT %.2f %%, agreement %.2f %%, %d bytes, gzip %d%n",
          run.architecture(),
          run.seed(),
          form.label(),
          100 * found.accuracyNetwork(),
          100 * found.accuracyLiteRt(),
          100 * found.agreement(),
          found.bytes(),
          found.gzipBytes());
    }
  }
}
