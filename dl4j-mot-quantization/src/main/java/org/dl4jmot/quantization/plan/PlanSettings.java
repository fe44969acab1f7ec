package org.dl4jmot.quantization.plan;

import java.util.Objects;
import java.util.Set;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;

/**
 * What a caller decides about an integer graph. Weights that quantization-aware training annotated
 * keep the granularity they were trained with.
 *
 * @param convolutionWeights scales of convolution filters
 * @param denseWeights scales of dense weights; PER_CHANNEL needs LiteRT 2.17 or newer, see {@link
 *     #withDenseWeights}
 * @param floatLayers layers of the trained network to leave in float
 */
public record PlanSettings(
    Granularity convolutionWeights, Granularity denseWeights, Set<String> floatLayers) {
  /** Copies the set and checks that nothing is missing. */
  public PlanSettings {
    Objects.requireNonNull(convolutionWeights, "convolutionWeights");
    Objects.requireNonNull(denseWeights, "denseWeights");
    floatLayers = Set.copyOf(floatLayers);
  }

  /** Filters per output channel, dense weights per tensor, every layer quantized. */
  public static PlanSettings defaults() {
    return new PlanSettings(Granularity.PER_CHANNEL, Granularity.PER_TENSOR, Set.of());
  }

  /** These settings with another granularity of convolution filters. */
  public PlanSettings withConvolutionWeights(Granularity granularity) {
    return new PlanSettings(granularity, denseWeights, floatLayers);
  }

  /**
   * These settings with another granularity of dense weights. Runtimes before 2.17 accept a file
   * with PER_CHANNEL dense weights and compute garbage; such a file demands 2.17.
   */
  public PlanSettings withDenseWeights(Granularity granularity) {
    return new PlanSettings(convolutionWeights, granularity, floatLayers);
  }

  /** These settings with other layers left in float. */
  public PlanSettings withFloatLayers(Set<String> layers) {
    return new PlanSettings(convolutionWeights, denseWeights, layers);
  }

  Granularity granularity(WeightRule.Family family) {
    return switch (family) {
      case CONVOLUTION -> convolutionWeights;
      case DENSE -> denseWeights;
    };
  }
}
