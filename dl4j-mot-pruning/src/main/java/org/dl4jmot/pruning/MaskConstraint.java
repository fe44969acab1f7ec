package org.dl4jmot.pruning;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Keeps the pruned weights of a layer zero: Deeplearning4j applies it after every parameter update.
 * It lives in the layer's configuration, so that masks and the position in the schedule are saved,
 * cloned and handed to the workers of a ParallelWrapper with the network, and hold in any further
 * training, with a listener or without.
 *
 * <p>Immutable, as Deeplearning4j shares constraints between a network and its clones.
 */
@JsonAutoDetect(
    fieldVisibility = JsonAutoDetect.Visibility.NONE,
    getterVisibility = JsonAutoDetect.Visibility.NONE,
    isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public final class MaskConstraint implements LayerConstraint {
  private static final long serialVersionUID = 1;

  @JsonProperty private final String schedule;
  @JsonProperty private final int begun;

  @JsonProperty
  @SuppressWarnings("serial") // a TreeMap
  private final SortedMap<String, Mask> masks;

  /** The masks as arrays: made when first needed, the same for all who share this constraint. */
  private transient Map<String, INDArray> multipliers = new ConcurrentHashMap<>();

  /**
   * A constraint.
   *
   * @param schedule description of the schedule its masks follow, or empty for none
   * @param begun the network's iteration count when the schedule began
   * @param masks the mask of each pruned parameter
   */
  @JsonCreator
  MaskConstraint(
      @JsonProperty("schedule") String schedule,
      @JsonProperty("begun") int begun,
      @JsonProperty("masks") Map<String, Mask> masks) {
    this.schedule = schedule;
    this.begun = begun;
    this.masks = new TreeMap<>(masks);
  }

  String schedule() {
    return schedule;
  }

  int begun() {
    return begun;
  }

  Map<String, Mask> masks() {
    return masks;
  }

  /** Sets the pruned weights of a layer to zero. */
  @Override
  public void applyConstraint(Layer layer, int iteration, int epoch) {
    masks.forEach((parameter, mask) -> apply(layer, parameter, mask));
  }

  private void apply(Layer layer, String parameter, Mask mask) {
    if (mask.prunedCount() == 0) {
      return;
    }
    INDArray weights = layer.getParam(parameter);
    checkLength(layer, parameter, mask, weights);
    // Adding zero turns the negative zeros that multiplying leaves into plain ones: what is zero
    // then is zero in every byte, in files and in compressed files too.
    weights.muli(multiplier(parameter, mask, weights)).addi(0);
  }

  private static void checkLength(Layer layer, String parameter, Mask mask, INDArray weights) {
    if (weights.length() != mask.length()) {
      throw new IllegalStateException(
          "layer '"
              + layer.conf().getLayer().getLayerName()
              + "' has "
              + weights.length()
              + " weights in '"
              + parameter
              + "', but its pruning mask is for "
              + mask.length()
              + ": call Pruning.strip before changing the size of a pruned layer");
    }
  }

  /** The mask of a parameter as an array to multiply it by. */
  INDArray multiplier(String parameter, INDArray weights) {
    return multiplier(parameter, masks.get(parameter), weights);
  }

  private INDArray multiplier(String parameter, Mask mask, INDArray weights) {
    return multipliers.compute(
        parameter,
        (name, made) ->
            made != null && made.dataType() == weights.dataType() ? made : make(mask, weights));
  }

  @SuppressWarnings("try") // being outside of workspaces is all the scope is for
  private static INDArray make(Mask mask, INDArray weights) {
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.createFromArray(mask.multipliers())
          .reshape('c', weights.shape())
          .castTo(weights.dataType())
          .dup(weights.ordering());
    }
  }

  /** What is pruned is chosen for a trained network, never in a configuration's builder. */
  @Override
  public void setParams(Set<String> params) {
    throw new UnsupportedOperationException(
        "masks are attached to trained networks by PruningListener and Pruning.prune");
  }

  @Override
  public Set<String> getParams() {
    return Set.copyOf(masks.keySet());
  }

  @Override
  public MaskConstraint clone() {
    return new MaskConstraint(schedule, begun, masks);
  }

  private Object readResolve() {
    return clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MaskConstraint constraint
        && schedule.equals(constraint.schedule)
        && begun == constraint.begun
        && masks.equals(constraint.masks);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * schedule.hashCode() + begun) + masks.hashCode();
  }

  @Override
  public String toString() {
    return "MaskConstraint" + masks;
  }
}
