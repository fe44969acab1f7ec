package org.dl4jmot.quantization.calibrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dl4jmot.quantization.plan.ActivationRange;
import org.dl4jmot.runtime.graph.Graph;

/**
 * Runs a float graph over samples and observes tensors. Samples are spread over the machine's
 * threads, each with an interpreter of its own; what they saw is put together in the order of the
 * samples, so that the result does not depend on their number.
 */
public final class Calibrator {
  /** Fewer samples than this are warned about. */
  public static final int FEW_SAMPLES = 100;

  /** Share of a tensor's non-zero values that should need a good part of its range. */
  public static final double BULK = 0.999;

  /**
   * A range is dominated by outliers where {@link #BULK} of the non-zero values are smaller than
   * this part of the range's largest magnitude: they then lose at least two of eight bits.
   */
  public static final float OUTLIER_RATIO = 0.25f;

  private final Graph graph;
  private final List<String> tensors;
  private final List<float[][]> samples;

  private Calibrator(Graph graph, List<String> tensors, List<float[][]> samples) {
    this.graph = graph;
    this.tensors = tensors;
    this.samples = samples;
  }

  /**
   * Finds the ranges of tensors.
   *
   * @param graph a float graph
   * @param tensors names of the tensors to observe
   * @param samples per sample an array per input of the graph; at least one
   * @param observer what makes a range of extremes
   * @throws CalibrationException if there is no sample, or a tensor becomes NaN or infinite
   */
  public static CalibrationResult run(
      Graph graph, List<String> tensors, List<float[][]> samples, Observer observer) {
    if (samples.isEmpty()) {
      throw new CalibrationException("calibration data is empty: give at least one sample");
    }
    return new Calibrator(graph, tensors, samples).run(observer);
  }

  private CalibrationResult run(Observer observer) {
    int workers = Math.min(Runtime.getRuntime().availableProcessors(), samples.size());
    List<CalibrationWorker> done =
        IntStream.range(0, workers)
            .parallel()
            .mapToObj(index -> new CalibrationWorker(graph, tensors, samples, index, workers))
            .map(CalibrationWorker::run)
            .toList();
    done.stream()
        .flatMap(worker -> worker.failure().stream())
        .min((a, b) -> Integer.compare(a.sample(), b.sample()))
        .ifPresent(Calibrator::fail);
    return summarize(done, observer);
  }

  private static void fail(CalibrationWorker.Failure failure) {
    throw new CalibrationException(
        "the network computes NaN or infinity on calibration sample "
            + failure.sample()
            + " (counted from 0), first in tensor '"
            + failure.tensor()
            + "': check the network's parameters and how the data is normalized");
  }

  private CalibrationResult summarize(List<CalibrationWorker> workers, Observer observer) {
    Map<String, ActivationRange> ranges = new LinkedHashMap<>();
    List<String> warnings = new ArrayList<>();
    if (samples.size() < FEW_SAMPLES) {
      warnings.add(
          "calibrated on only "
              + samples.size()
              + " samples: ranges may be too narrow for other data; give at least "
              + FEW_SAMPLES);
    }
    for (int tensor = 0; tensor < tensors.size(); tensor++) {
      ActivationRange range = range(workers, tensor, observer);
      ranges.put(tensors.get(tensor), range);
      outlierWarning(tensors.get(tensor), range, magnitudes(workers, tensor))
          .ifPresent(warnings::add);
    }
    return new CalibrationResult(ranges, warnings);
  }

  private ActivationRange range(List<CalibrationWorker> workers, int tensor, Observer observer) {
    Observer.RangeTracker tracker = observer.start();
    for (int sample = 0; sample < samples.size(); sample++) {
      TensorObservation seen = workers.get(sample % workers.size()).observation(tensor);
      tracker.add(seen.min(sample), seen.max(sample));
    }
    return tracker.range();
  }

  private static Magnitudes magnitudes(List<CalibrationWorker> workers, int tensor) {
    Magnitudes all = new Magnitudes();
    workers.forEach(worker -> all.addAll(worker.observation(tensor).magnitudes()));
    return all;
  }

  private static Optional<String> outlierWarning(
      String tensor, ActivationRange range, Magnitudes magnitudes) {
    float largest = Math.max(Math.abs(range.min()), Math.abs(range.max()));
    float bulk = magnitudes.quantile(BULK);
    if (bulk == 0 || bulk >= OUTLIER_RATIO * largest) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the range of tensor '%s', [%.4g, %.4g], is dominated by outliers: %.1f %% of its"
                + " non-zero values lie within %.4g; try the moving-average observer, other data,"
                + " or quantization-aware training",
            tensor,
            range.min(),
            range.max(),
            100 * BULK,
            bulk));
  }
}
