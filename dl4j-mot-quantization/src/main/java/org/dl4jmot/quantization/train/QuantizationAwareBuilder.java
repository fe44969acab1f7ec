package org.dl4jmot.quantization.train;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.dl4jmot.quantization.train.fake.TrainingSettings;

/** Chooses layers and settings of quantization-aware training. Not thread-safe. */
public final class QuantizationAwareBuilder {
  private TrainingSettings settings = TrainingSettings.defaults();
  private BiPredicate<String, Layer> layers = (name, layer) -> true;
  private Predicate<String> vertices = name -> true;
  private Set<String> required = Set.of();
  private InputType[] inputTypes = {};

  QuantizationAwareBuilder() {}

  /** Replaces all settings. */
  public QuantizationAwareBuilder settings(TrainingSettings newSettings) {
    settings = newSettings;
    return this;
  }

  /**
   * Steps that only observe ranges, before quantization sets in; 0 by default.
   *
   * @throws IllegalArgumentException if below 0
   */
  public QuantizationAwareBuilder delay(int steps) {
    return settings(settings.withDelay(steps));
  }

  /**
   * Steps after which ranges and batch-norm statistics stay as they are; never by default.
   *
   * @throws IllegalArgumentException if below 0
   */
  public QuantizationAwareBuilder freezeAfter(int steps) {
    return settings(settings.withFreezeAfter(steps));
  }

  /**
   * Weight of the past in the moving average of ranges; 0.99 by default.
   *
   * @throws IllegalArgumentException if outside [0, 1)
   */
  public QuantizationAwareBuilder momentum(double momentum) {
    return settings(settings.withMomentum(momentum));
  }

  /** Quantizes only the layers that a predicate on name and configuration accepts. */
  public QuantizationAwareBuilder layers(BiPredicate<String, Layer> predicate) {
    layers = predicate;
    return this;
  }

  /** Quantizes only the vertices without a layer (sums, concatenations) of accepted names. */
  public QuantizationAwareBuilder vertices(Predicate<String> predicate) {
    vertices = predicate;
    return this;
  }

  /**
   * Quantizes only the layers and vertices of these names. The conversion refuses a network that
   * lacks one of them.
   */
  public QuantizationAwareBuilder layers(String... names) {
    Set<String> chosen = Set.copyOf(List.of(names));
    required = chosen;
    return layers((name, layer) -> chosen.contains(name)).vertices(chosen::contains);
  }

  /** Shapes of the network's inputs, needed only where its configuration does not tell. */
  public QuantizationAwareBuilder inputTypes(InputType... types) {
    inputTypes = types.clone();
    return this;
  }

  /**
   * The conversion.
   *
   * @throws IllegalArgumentException if ranges would be frozen before quantization sets in
   */
  public QuantizationAwareConversion build() {
    if (settings.freezeAfter() <= settings.delay()) {
      throw new IllegalArgumentException(
          "freezeAfter must be above delay, or nothing is ever quantized: freezeAfter "
              + settings.freezeAfter()
              + ", delay "
              + settings.delay());
    }
    return new QuantizationAwareConversion(
        settings, layers, vertices, required, Arrays.copyOf(inputTypes, inputTypes.length));
  }
}
