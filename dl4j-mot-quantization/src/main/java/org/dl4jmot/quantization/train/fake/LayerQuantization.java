package org.dl4jmot.quantization.train.fake;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * What one layer fake-quantizes. Stored in its configuration.
 *
 * @param ranged its tensors that have a range to learn, each once
 * @param prescribed parameters its result has by nature, or null
 * @param weights granularity of its weights, or null if it has none to quantize
 * @param settings when and how finely
 * @param alignments how integer kernels round its tensors; only inference heeds it
 * @param shared parameters of its input, which the result of an average pooling has too, or null;
 *     only inference heeds it
 */
public record LayerQuantization(
    @JsonProperty("ranged") List<Role> ranged,
    @JsonProperty("prescribed") Prescribed prescribed,
    @JsonProperty("weights") Granularity weights,
    @JsonProperty("settings") TrainingSettings settings,
    @JsonProperty("alignments") Map<Role, Alignment> alignments,
    @JsonProperty("shared") Prescribed shared)
    implements Serializable {

  /**
   * A prescribed scale and zero point, such as those of a softmax.
   *
   * @param scale the scale
   * @param zeroPoint the zero point
   */
  public record Prescribed(
      @JsonProperty("scale") float scale, @JsonProperty("zeroPoint") int zeroPoint)
      implements Serializable {
    /** For JSON. */
    @JsonCreator
    public Prescribed {}
  }

  /** Copies the list. */
  @JsonCreator
  public LayerQuantization {
    ranged = List.copyOf(ranged);
    alignments = alignments == null ? Map.of() : Map.copyOf(alignments);
  }

  /** Without alignments. */
  public LayerQuantization(
      List<Role> ranged, Prescribed prescribed, Granularity weights, TrainingSettings settings) {
    this(ranged, prescribed, weights, settings, Map.of(), null);
  }

  /** Nothing quantized. */
  public static LayerQuantization none(TrainingSettings settings) {
    return new LayerQuantization(List.of(), null, null, settings);
  }

  /** This with other settings. */
  public LayerQuantization with(TrainingSettings newSettings) {
    return new LayerQuantization(ranged, prescribed, weights, newSettings, alignments, shared);
  }

  /** This with weights of a granularity. */
  public LayerQuantization withWeights(Granularity granularity) {
    return new LayerQuantization(ranged, prescribed, granularity, settings, alignments, shared);
  }

  /** This aligned with the kernels of an exported file. */
  public LayerQuantization aligned(Map<Role, Alignment> newAlignments, Prescribed newShared) {
    return new LayerQuantization(ranged, prescribed, weights, settings, newAlignments, newShared);
  }

  /** Elements of the parameter that holds what the layer learned. */
  public int stateSize() {
    return 1 + 2 * ranged.size();
  }
}
