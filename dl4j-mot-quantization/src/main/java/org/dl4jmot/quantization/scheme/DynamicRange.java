package org.dl4jmot.quantization.scheme;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dl4jmot.core.export.ExportStage;
import org.dl4jmot.core.export.StageInput;
import org.dl4jmot.core.export.StagePlan;
import org.dl4jmot.core.export.StageResult;
import org.dl4jmot.quantization.plan.PlanSettings;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;

/**
 * Dynamic-range quantization: weights int8, everything else float; the runtime's hybrid kernels
 * quantize activations as they come. Needs no data. Applies to the weights of CONV_2D,
 * DEPTHWISE_CONV_2D, TRANSPOSE_CONV, FULLY_CONNECTED and BATCH_MATMUL that have at least {@link
 * #withMinElements} elements, to those of recurrent operations that have as many together, and to
 * the tables of embeddings; CONV_3D has no hybrid kernel and stays float. Microcontroller runtimes
 * (TFLite Micro) do not run such files.
 *
 * <p>By default, as the current converter does: one scale per output channel, dense weights
 * included, and inputs of FULLY_CONNECTED quantized with a zero point. A file with dense weights
 * per channel demands runtime 2.17. A value: every {@code with} method answers a changed copy.
 */
public final class DynamicRange implements ExportStage {
  /** Fewest elements of a weight tensor to quantize, unless told otherwise. */
  public static final int DEFAULT_MIN_ELEMENTS = 1024;

  private final PlanSettings settings;
  private final FloatChoice floats;
  private final int minElements;
  private final DenseInputs denseInputs;

  /** How the hybrid FULLY_CONNECTED kernel quantizes its input. */
  public enum DenseInputs {
    /** With a zero point: finer for inputs of one sign, such as behind a rectifier. */
    ASYMMETRIC,
    /** Without one, as runtimes before 2.3 want. */
    SYMMETRIC
  }

  private DynamicRange(
      PlanSettings settings, FloatChoice floats, int minElements, DenseInputs denseInputs) {
    this.settings = settings;
    this.floats = floats;
    this.minElements = minElements;
    this.denseInputs = Objects.requireNonNull(denseInputs, "denseInputs");
  }

  /** The converter's defaults. */
  public static DynamicRange standard() {
    return new DynamicRange(
        PlanSettings.defaults().withDenseWeights(Granularity.PER_CHANNEL),
        FloatChoice.nothing(),
        DEFAULT_MIN_ELEMENTS,
        DenseInputs.ASYMMETRIC);
  }

  /**
   * With another size from which weights are quantized.
   *
   * @param elements fewest elements, at least 1
   * @throws IllegalArgumentException for a size below 1
   */
  public DynamicRange withMinElements(int elements) {
    if (elements < 1) {
      throw new IllegalArgumentException("the fewest elements must be at least 1: " + elements);
    }
    return new DynamicRange(settings, floats, elements, denseInputs);
  }

  /** With another granularity of dense weights; PER_TENSOR runs before version 2.17 too. */
  public DynamicRange withDenseWeights(Granularity granularity) {
    return new DynamicRange(
        settings.withDenseWeights(granularity), floats, minElements, denseInputs);
  }

  /** With another granularity of convolution filters; per channel by default. */
  public DynamicRange withConvolutionWeights(Granularity granularity) {
    return new DynamicRange(
        settings.withConvolutionWeights(granularity), floats, minElements, denseInputs);
  }

  /** With another quantization of dense inputs. */
  public DynamicRange withDenseInputs(DenseInputs inputs) {
    return new DynamicRange(settings, floats, minElements, inputs);
  }

  /** With layers, by name, whose weights stay float. */
  public DynamicRange withFloatLayers(String... layers) {
    return with(floats.withLayers(layers));
  }

  /**
   * With kinds of layers and vertices, by the simple names of their configuration classes such as
   * {@code DenseLayer}, whose weights stay float.
   */
  public DynamicRange withFloatLayerTypes(String... types) {
    return with(floats.withLayerTypes(types));
  }

  /**
   * With operations, by their names in the file such as {@code FULLY_CONNECTED}, whose weights stay
   * float.
   */
  public DynamicRange withFloatOperations(String... operations) {
    return with(floats.withOperations(operations));
  }

  private DynamicRange with(FloatChoice choice) {
    return new DynamicRange(settings, choice, minElements, denseInputs);
  }

  @Override
  public String name() {
    return "dynamic";
  }

  @Override
  public int bytesPerWeight() {
    return Byte.BYTES;
  }

  /**
   * {@inheritDoc}
   *
   * @throws org.dl4jmot.quantization.plan.UnquantizableGraphException if a weight is NaN or
   *     infinite
   * @throws IllegalArgumentException listing what is to stay float and the network lacks
   */
  @Override
  public StageResult apply(StageInput input) {
    PlanSettings chosen = floats.in(input, settings);
    WeightRewrite rewrite = new WeightRewrite(input.graph(), chosen, minElements);
    Graph quantized = rewrite.apply(denseInputs);
    Graph hybrid = HybridWeights.apply(quantized, chosen, minElements, denseInputs);
    return new StageResult(
        hybrid,
        Map.of(
            "weights",
            rewrite.quantized()
                + HybridWeights.count(quantized, hybrid)
                + " of at least "
                + minElements
                + " elements, dense "
                + settings.denseWeights()
                + ", dense inputs "
                + denseInputs
                + (floats.describe().isEmpty() ? "" : ", " + floats.describe())),
        List.of(),
        List.of());
  }

  @Override
  public StagePlan plan(StageInput input) {
    PlanSettings chosen = floats.in(input, settings);
    StageResult result = apply(input);
    return StagePlan.of(
        result, new FloatWeights(input.graph(), chosen, minElements).reasons(result.graph()));
  }
}
