package org.dl4jmot.examples.results;

import java.util.Locale;
import java.util.Optional;

/**
 * One training run of the reference's recipe. Every stage starts with a fresh updater, as a Keras
 * model does that is compiled anew.
 */
enum Stage {
  /** The network everything else starts from. */
  FLOAT(null, Method.PLAIN, 5, 1e-3),
  /** What the epoch of quantization-aware training is compared with. */
  CONTROL(FLOAT, Method.PLAIN, 1, 1e-4),
  /** Quantization-aware training. */
  QAT(FLOAT, Method.QUANTIZATION_AWARE, 1, 1e-4),
  /** What pruning is compared with. */
  PRUNING_CONTROL(FLOAT, Method.PLAIN, 2, 1e-3),
  /** Pruning to 80 % over the whole stage. */
  PRUNED(FLOAT, Method.PRUNING, 2, 1e-3),
  /** Quantization-aware training that keeps the zeros. */
  PRUNED_QAT(PRUNED, Method.QUANTIZATION_AWARE, 1, 1e-4);

  /** What is special about the training. */
  enum Method {
    PLAIN,
    QUANTIZATION_AWARE,
    PRUNING
  }

  private final Stage start;
  private final Method method;
  private final int epochs;
  private final double learningRate;

  Stage(Stage start, Method method, int epochs, double learningRate) {
    this.start = start;
    this.method = method;
    this.epochs = epochs;
    this.learningRate = learningRate;
  }

  /** The stage whose network this one continues; empty for a fresh network. */
  Optional<Stage> start() {
    return Optional.ofNullable(start);
  }

  Method method() {
    return method;
  }

  int epochs() {
    return epochs;
  }

  double learningRate() {
    return learningRate;
  }

  /** Name in file names and logs, such as {@code pruned-qat}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Seed of the order of images: a stage and its control see the same batches.
   *
   * @param seed the seed of the whole recipe
   */
  long shuffleSeed(long seed) {
    return shuffleSeed(seed, 0);
  }

  /**
   * Seed of another order of images.
   *
   * @param seed the seed of the whole recipe
   * @param repetition 0 for the order of the recipe itself
   */
  long shuffleSeed(long seed, int repetition) {
    return repetition * 1_000_000L
        + seed * 1_000
        + Math.round(-Math.log10(learningRate)) * 10
        + epochs;
  }
}
