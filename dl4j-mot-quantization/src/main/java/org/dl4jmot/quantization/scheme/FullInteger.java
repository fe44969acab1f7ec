package org.dl4jmot.quantization.scheme;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dl4jmot.core.export.ExportStage;
import org.dl4jmot.core.export.StageInput;
import org.dl4jmot.core.export.StagePlan;
import org.dl4jmot.core.export.StageResult;
import org.dl4jmot.quantization.calibrate.CalibrationData;
import org.dl4jmot.quantization.calibrate.Observer;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.quantization.plan.Borders;
import org.dl4jmot.quantization.plan.PlanSettings;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Full-integer quantization: weights and activations int8, biases int32, after LiteRT's 8-bit
 * quantization specification; or the 16x8 form, see {@link #withActivations}. An operation without
 * such a form stays float between DEQUANTIZE and QUANTIZE and is named in a warning.
 *
 * <p>Ranges of activations come from quantization-aware training where the network carries them,
 * else from calibration data. A value: every {@code with} method answers a changed copy.
 */
public final class FullInteger implements ExportStage {
  /** How many calibration samples are used unless {@link #withSampleLimit} says otherwise. */
  public static final int DEFAULT_SAMPLE_LIMIT = 500;

  private final Optional<CalibrationData> data;
  private final Observer observer;
  private final int sampleLimit;
  private final Borders borders;
  private final FloatChoice floats;
  private final PlanSettings settings;
  private final OptionalDouble decibels;

  private FullInteger(
      Optional<CalibrationData> data,
      Observer observer,
      int sampleLimit,
      Borders borders,
      FloatChoice floats,
      PlanSettings settings,
      OptionalDouble decibels) {
    this.data = data;
    this.observer = Objects.requireNonNull(observer, "observer");
    this.sampleLimit = sampleLimit;
    this.borders = borders;
    this.floats = floats;
    this.decibels = decibels;
    requireSuitable(borders, settings.activations());
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  private static void requireSuitable(Borders borders, DataType activations) {
    if (!borders.inputs().suits(activations) || !borders.outputs().suits(activations)) {
      throw new IllegalArgumentException(
          "borders "
              + borders
              + " do not suit "
              + activations
              + " activations: with INT8 they may be FLOAT32, INT8 or UINT8, with INT16 FLOAT32 or"
              + " INT16; choose withActivations before the border, or FLOAT32");
    }
  }

  private static FullInteger with(Optional<CalibrationData> data) {
    return new FullInteger(
        data,
        Observer.minMax(),
        DEFAULT_SAMPLE_LIMIT,
        Borders.both(Border.FLOAT32),
        FloatChoice.nothing(),
        PlanSettings.defaults(),
        OptionalDouble.empty());
  }

  /** Calibrated by the features of a data set; the network has one input. */
  public static FullInteger calibratedBy(DataSetIterator data) {
    return calibratedBy(CalibrationData.of(data));
  }

  /** Calibrated by batches of inputs as the network is trained on; the network has one input. */
  public static FullInteger calibratedBy(Iterable<INDArray> batches) {
    return calibratedBy(CalibrationData.of(batches));
  }

  /**
   * Calibrated by batches of inputs as the network is trained on; the network has one input. The
   * stream is read no further than needed.
   */
  public static FullInteger calibratedBy(Stream<INDArray> batches) {
    return calibratedBy(CalibrationData.of(batches));
  }

  /** Calibrated by data of any source; the way for a network of several inputs. */
  public static FullInteger calibratedBy(CalibrationData data) {
    return with(Optional.of(data));
  }

  /**
   * For a network that quantization-aware training has given all ranges. A missing one fails the
   * export with {@link org.dl4jmot.quantization.plan.MissingRangesException}.
   */
  public static FullInteger fromTrainedRanges() {
    return with(Optional.empty());
  }

  /**
   * With inputs and outputs of another element type; FLOAT32 by default.
   *
   * @throws IllegalArgumentException if it does not suit the type of activations: INT8 and UINT8
   *     are for INT8 activations, INT16 for INT16
   */
  public FullInteger withBorder(Border newBorder) {
    return with(Borders.both(newBorder));
  }

  /** With inputs of another element type; see {@link #withBorder}. */
  public FullInteger withInputs(Border newBorder) {
    return with(new Borders(newBorder, borders.outputs()));
  }

  /** With outputs of another element type; see {@link #withBorder}. */
  public FullInteger withOutputs(Border newBorder) {
    return with(new Borders(borders.inputs(), newBorder));
  }

  private FullInteger with(Borders newBorders) {
    return new FullInteger(data, observer, sampleLimit, newBorders, floats, settings, decibels);
  }

  /** With another observer; min-max by default. */
  public FullInteger withObserver(Observer newObserver) {
    return new FullInteger(data, newObserver, sampleLimit, borders, floats, settings, decibels);
  }

  /**
   * With another limit of calibration samples: the data's first ones are used.
   *
   * @param limit most samples, at least 1
   * @throws IllegalArgumentException for a limit below 1
   */
  public FullInteger withSampleLimit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("the limit of samples must be at least 1: " + limit);
    }
    return new FullInteger(data, observer, limit, borders, floats, settings, decibels);
  }

  /**
   * With activations of another type; INT8 by default. INT16 is the 16x8 form: activations int16
   * with zero point 0, weights int8, biases int64. Nearly as accurate as float for about the size
   * of int8, but slow: LiteRT has reference kernels for it, and XNNPACK none. What has no int16
   * kernel stays float.
   *
   * @param type INT8 or INT16
   * @throws IllegalArgumentException for another type, or if the borders do not suit it
   */
  public FullInteger withActivations(DataType type) {
    return with(settings.withActivations(type));
  }

  /** With another granularity of convolution filters; per channel by default. */
  public FullInteger withConvolutionWeights(Granularity granularity) {
    return with(settings.withConvolutionWeights(granularity));
  }

  /**
   * With another granularity of dense weights; per tensor by default. PER_CHANNEL needs a runtime
   * of version 2.17 or newer: older ones accept such a file and compute garbage.
   */
  public FullInteger withDenseWeights(Granularity granularity) {
    return with(settings.withDenseWeights(granularity));
  }

  /** With layers, by name, that stay float. */
  public FullInteger withFloatLayers(String... layers) {
    return with(floats.withLayers(layers));
  }

  /**
   * With kinds of layers and vertices, by the simple names of their configuration classes such as
   * {@code LSTM}, that stay float.
   */
  public FullInteger withFloatLayerTypes(String... types) {
    return with(floats.withLayerTypes(types));
  }

  /** With operations, by their names in the file such as {@code SOFTMAX}, that stay float. */
  public FullInteger withFloatOperations(String... operations) {
    return with(floats.withOperations(operations));
  }

  /**
   * With the layers that hurt left in float: as many as it takes until the signal-to-noise ratio of
   * the worst output, on calibration samples, reaches a bound. The report names them, each with the
   * ratio it leaves where it alone is quantized, and what was reached. Takes as many runs of the
   * network over 64 samples as it has layers, and more. What is left in float otherwise stays so.
   *
   * <p>Deterministic: layers are ranked by the noise that each makes when quantized alone, left in
   * float in that order until the bound is reached, and given back, the least harmful first, where
   * the bound still holds.
   *
   * @param ratio decibels, 10 log10(sum of squares of the float outputs / sum of squared errors),
   *     finite and above 0; 20 is a tenth of the outputs' size, 40 a hundredth
   * @throws IllegalArgumentException for another ratio, or if there is no calibration data to
   *     measure on
   */
  public FullInteger withSqnrAtLeast(double ratio) {
    if (!(ratio > 0) || Double.isInfinite(ratio)) {
      throw new IllegalArgumentException(
          "the signal-to-noise ratio must be finite and above 0 decibels: " + ratio);
    }
    if (data.isEmpty()) {
      throw new IllegalArgumentException(
          "layers that hurt are found by measuring on calibration data, and there is none:"
              + " use calibratedBy(data); trained ranges count before calibrated ones there too");
    }
    return new FullInteger(
        data, observer, sampleLimit, borders, floats, settings, OptionalDouble.of(ratio));
  }

  private FullInteger with(FloatChoice choice) {
    return new FullInteger(data, observer, sampleLimit, borders, choice, settings, decibels);
  }

  private FullInteger with(PlanSettings newSettings) {
    return new FullInteger(data, observer, sampleLimit, borders, floats, newSettings, decibels);
  }

  @Override
  public String name() {
    return settings.activations() == DataType.INT16 ? "16x8" : "int8";
  }

  @Override
  public int bytesPerWeight() {
    return Byte.BYTES;
  }

  /**
   * {@inheritDoc}
   *
   * @throws org.dl4jmot.quantization.calibrate.CalibrationException if the calibration data is
   *     empty, has another shape than the network's inputs, or leads to NaN or infinity
   * @throws org.dl4jmot.quantization.plan.MissingRangesException if there is no calibration data
   *     and a tensor has no trained range
   * @throws org.dl4jmot.quantization.plan.UnquantizableGraphException if a weight is NaN or
   *     infinite
   * @throws IllegalArgumentException listing what is to stay float and the network lacks
   */
  @Override
  public StageResult apply(StageInput input) {
    PlanSettings chosen = floats.in(input, settings);
    long start = System.nanoTime();
    List<float[][]> samples = samples(input);
    Map<String, String> recipe = recipe();
    Map<String, String> measured = Map.of();
    if (decibels.isPresent()) {
      double bound = decibels.getAsDouble();
      FloatSearch.Choice choice =
          new FloatSearch(input.graph(), chosen, observer, samples).run(bound);
      recipe.put("sqnr", choice.describe(bound));
      measured = choice.reasons();
      chosen = chosen.withFloatLayers(union(chosen.floatLayers(), measured.keySet()));
    }
    double reading = FullIntegerRun.secondsSince(start);
    return new FullIntegerRun(input, chosen, observer, measured, reading)
        .run(samples, borders, recipe);
  }

  private static Set<String> union(Set<String> left, Set<String> right) {
    Set<String> all = new HashSet<>(left);
    all.addAll(right);
    return all;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Ranges that calibration would measure are placeholders; without calibration data they are
   * problems. The recipe counts on as many samples as the limit.
   */
  @Override
  public StagePlan plan(StageInput input) {
    FullIntegerPlan plan = new FullIntegerPlan(input, floats.in(input, settings));
    FullIntegerPlan.Ranges ranges =
        (trained, calibrated) -> FullIntegerRun.ranges(trained, calibrated, observer, sampleLimit);
    return data.isPresent()
        ? plan.calibrated(borders, recipe(), ranges)
        : plan.trained(borders, recipe(), ranges);
  }

  private List<float[][]> samples(StageInput input) {
    return data.map(source -> source.samples(input.inputs(), sampleLimit)).orElse(List.of());
  }

  // Few entries: each takes over a hundred bytes of the file.
  private Map<String, String> recipe() {
    Map<String, String> recipe = new TreeMap<>();
    recipe.put("border", borders.toString());
    recipe.put(
        "weights",
        "convolution "
            + settings.convolutionWeights()
            + ", dense "
            + settings.denseWeights()
            + (floats.describe().isEmpty() ? "" : ", " + floats.describe()));
    return recipe;
  }
}
