package org.dl4jmot.pruning;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dl4jmot.core.surgery.NetworkLayer;
import org.dl4jmot.core.surgery.NetworkView;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network at a step of its pruning. Holds nothing between steps: all there is to remember, the
 * network carries in its configuration.
 */
final class PruningRun {
  private final NetworkView network;
  private final PruningSchedule schedule;
  private final PruningScope scope;
  private final List<Kernel> all;
  private final List<Kernel> chosen;

  PruningRun(NetworkView network, PruningSchedule schedule, PruningScope scope) {
    this.network = network;
    this.schedule = schedule;
    this.scope = scope;
    this.all = Kernel.of(network);
    this.chosen = all.stream().filter(kernel -> scope.kernels().selects(kernel.info())).toList();
  }

  /** The weights pruning is about, live. */
  List<INDArray> weights() {
    return chosen.stream().map(Kernel::weights).toList();
  }

  /** Starts counting steps, or goes on where a network with this schedule was left. */
  void begin() {
    if (!chosen.isEmpty() && chosen.stream().allMatch(this::follows)) {
      return;
    }
    check();
    int begun =
        chosen.stream()
            .filter(this::follows)
            .findFirst()
            .map(this::begun)
            .orElseGet(network::iterations);
    attach(begun, masks());
  }

  private boolean follows(Kernel kernel) {
    return LayerMasks.of(kernel.layer())
        .filter(constraint -> constraint.schedule().equals(schedule.description()))
        .filter(constraint -> constraint.masks().containsKey(kernel.info().parameter()))
        .isPresent();
  }

  private int begun(Kernel kernel) {
    return LayerMasks.of(kernel.layer()).orElseThrow().begun();
  }

  /**
   * Fails if the choice of kernels does not suit the network.
   *
   * @throws InvalidPruningException listing every problem
   */
  void check() {
    List<PrunableKernel> kernels = all.stream().map(Kernel::info).toList();
    List<String> problems = new ArrayList<>(scope.kernels().problems(kernels));
    if (chosen.isEmpty() && problems.isEmpty()) {
      problems.add("nothing to prune: none of the network's kernels is chosen: " + kernels);
    }
    InvalidPruningException.throwIfAny(problems);
  }

  /**
   * Chooses masks if the schedule wants new ones, or those there are not what it last wanted.
   *
   * @param ranked the weights to choose by
   * @param replaced whether the weights are others than the last update of this network left
   */
  void update(List<INDArray> ranked, boolean replaced) {
    int begun = begun(chosen.get(0));
    long step = network.iterations() - begun + 1L;
    long update = schedule.lastUpdate(step);
    if (update == PruningSchedule.NONE) {
      return;
    }
    double sparsity = schedule.sparsityAt(update);
    // Step 0 takes effect with step 1.
    boolean due = step == 1 || schedule.updatesAt(step);
    if (due || !scope.threshold().realised(masks(), sparsity) || (replaced && !keptBy(ranked))) {
      attach(begun, select(ranked, sparsity));
    }
  }

  /** Prunes at once, following no schedule from here. */
  void pruneNow(double sparsity) {
    attach(network.iterations(), select(weights(), sparsity));
    apply();
  }

  private List<Mask> select(List<INDArray> ranked, double sparsity) {
    List<double[]> scores = ranked.stream().map(scope.criterion()::scores).toList();
    return scope.threshold().masks(scores, sparsity);
  }

  /** Whether weights are zero wherever the masks say so. */
  private boolean keptBy(List<INDArray> weights) {
    for (int i = 0; i < chosen.size(); i++) {
      Kernel kernel = chosen.get(i);
      INDArray multiplier =
          LayerMasks.of(kernel.layer())
              .orElseThrow()
              .multiplier(kernel.info().parameter(), weights.get(i));
      INDArray masked = weights.get(i).mul(multiplier);
      if (masked.subi(weights.get(i)).amaxNumber().doubleValue() != 0) {
        return false;
      }
    }
    return true;
  }

  private List<Mask> masks() {
    return chosen.stream().map(kernel -> kernel.mask().orElseGet(() -> none(kernel))).toList();
  }

  private static Mask none(Kernel kernel) {
    return Mask.of((int) kernel.info().weights(), new BitSet());
  }

  private void attach(int begun, List<Mask> masks) {
    Map<String, Map<String, Mask>> byLayer = new HashMap<>();
    for (int i = 0; i < masks.size(); i++) {
      PrunableKernel kernel = chosen.get(i).info();
      byLayer
          .computeIfAbsent(kernel.layer(), layer -> new HashMap<>())
          .put(kernel.parameter(), masks.get(i));
    }
    for (NetworkLayer layer : network.layers()) {
      if (byLayer.containsKey(layer.name())) {
        Map<String, Mask> layerMasks = byLayer.get(layer.name());
        LayerMasks.attach(layer, new MaskConstraint(schedule.description(), begun, layerMasks));
      }
    }
  }

  /** Sets pruned weights to zero. */
  void apply() {
    for (NetworkLayer layer : network.layers()) {
      LayerMasks.of(layer).ifPresent(constraint -> constraint.applyConstraint(layer.live(), 0, 0));
    }
  }
}
