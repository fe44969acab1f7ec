package org.dl4jmot.pruning;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.dl4jmot.core.surgery.NetworkView;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Prunes a network while it trains: attach it and call {@code fit}.
 *
 * <pre>{@code
 * network.addListeners(PruningListener.of(PolynomialDecay.to(0.8, epochs * batchesPerEpoch)));
 * network.fit(data, epochs);
 * }</pre>
 *
 * <p><b>When.</b> Step n of the schedule is the n-th parameter update since the listener first saw
 * the network, however long that was trained before. Masks are chosen at each scheduled step, from
 * the weights as they are before its update, and hold from that update on; pruned weights are set
 * to zero after every update, whatever momentum makes of them. The sparsity of the chosen kernels
 * is that of the schedule, to the weight, whenever {@code iterationDone} has run (listeners after
 * this one see pruned weights). A weight that is zero of itself beyond the mask is not counted.
 *
 * <p><b>Saving.</b> Masks and the step pruning began at are kept in the network's configuration
 * ({@link MaskConstraint}), so they are saved and cloned with it. A listener with an equal schedule
 * attached to a restored network continues; one with another schedule starts counting anew, from
 * the masks there are. {@link Pruning#strip} takes them out again.
 *
 * <p><b>Workers.</b> The listener keeps no network's arrays and may serve several networks in
 * several threads. Under a ParallelWrapper that averages parameters all workers use the same masks,
 * taken from the averaged network: at a scheduled step from the weights as last averaged. (A
 * wrapper starts its first worker while it still copies the others; if that tears a copy, masks
 * chosen before the first averaging may differ, and are chosen again right after it.) Workers that
 * share gradients choose masks each for itself; those of the network given to the wrapper are
 * exact.
 *
 * <p><b>Two networks built from one configuration object</b> share it, as they share their
 * iteration count (Deeplearning4j 1.0.0-M2.1), and would share masks: give each a clone.
 */
public final class PruningListener extends BaseTrainingListener implements Serializable {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // PruningSchedule is Serializable
  private final PruningSchedule schedule;

  private final PruningScope scope;

  private final transient AveragingWindows windows = new AveragingWindows();

  private PruningListener(PruningSchedule schedule, PruningScope scope) {
    this.schedule = schedule;
    this.scope = scope;
  }

  /** A listener that prunes low magnitudes per layer, in {@link KernelSelector#standard()}. */
  public static PruningListener of(PruningSchedule schedule) {
    return builder().schedule(schedule).build();
  }

  /** A builder of listeners. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Checks that this listener suits a network and attaches it beside the network's others. Attached
   * otherwise, it checks when training starts.
   *
   * @throws InvalidPruningException listing every problem
   */
  public void attachTo(Model network) {
    run(network).check();
    network.addListeners(this);
  }

  @Override
  public void onEpochStart(Model model) {
    run(model).begin();
  }

  /** Chooses masks: the step's gradient is known, its update not made. */
  @Override
  public void onGradientCalculation(Model model) {
    PruningRun run = run(model);
    run.begin();
    List<INDArray> weights = run.weights();
    AveragingWindow window = windows.of(model);
    boolean replaced = window.opensWith(weights);
    run.update(window.weights(weights), replaced);
  }

  /**
   * Applies the masks, as the constraint does again right after: listeners that follow this one,
   * such as those that save the network, are to find pruned weights.
   */
  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    PruningRun run = run(model);
    run.apply();
    windows.of(model).leave(run.weights());
  }

  private PruningRun run(Model model) {
    return new PruningRun(NetworkView.of(model), schedule, scope);
  }

  private Object readResolve() {
    return new PruningListener(schedule, scope);
  }

  /** Builds a {@link PruningListener}; a schedule has to be given. */
  public static final class Builder {
    private PruningSchedule schedule;
    private PruningScope scope = PruningScope.standard();
    private final List<String> problems = new ArrayList<>();

    private Builder() {}

    /** How sparse the network is to be at each step. */
    public Builder schedule(PruningSchedule steps) {
      this.schedule = steps;
      return this;
    }

    /**
     * The same sparsity from the first step on; short for a {@link ConstantSparsity}.
     *
     * @param sparsity in [0, 1)
     */
    public Builder sparsity(double sparsity) {
      Sparsities.problem("sparsity", sparsity)
          .ifPresentOrElse(problems::add, () -> schedule = ConstantSparsity.of(sparsity));
      return this;
    }

    /** What is pruned, and by what measure; {@link PruningScope#standard()} by default. */
    public Builder scope(PruningScope what) {
      this.scope = Objects.requireNonNull(what, "scope");
      return this;
    }

    /** Which kernels are pruned; {@link KernelSelector#standard()} by default. */
    public Builder kernels(KernelSelector selector) {
      return scope(scope.kernels(selector));
    }

    /** Prunes all kernels of the named layers, and no others. */
    public Builder layers(String... names) {
      return scope(scope.layers(names));
    }

    /** Per layer, the default, or in all chosen kernels together. */
    public Builder threshold(Threshold threshold) {
      return scope(scope.threshold(threshold));
    }

    /** How much each weight matters; {@link PruningCriterion#magnitude()} by default. */
    public Builder criterion(PruningCriterion criterion) {
      return scope(scope.criterion(criterion));
    }

    /**
     * The listener.
     *
     * @throws InvalidPruningException listing everything that is missing or out of range
     */
    public PruningListener build() {
      if (schedule == null && problems.isEmpty()) {
        problems.add("a schedule is missing: call schedule(...) or sparsity(...)");
      }
      InvalidPruningException.throwIfAny(problems);
      return new PruningListener(schedule, scope);
    }
  }
}
