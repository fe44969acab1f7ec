package org.dl4jmot.quantization.train.fake;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.TrainedQuantization;
import org.dl4jmot.runtime.tensor.TrainedRange;
import org.dl4jmot.runtime.tensor.TrainedWeights;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fake quantization of one live layer: rounds its tensors in the forward pass, masks gradients in
 * the backward pass, and delivers the update of its ranges.
 *
 * <p>The forward pass may run several times per step (Deeplearning4j's output layers do): the next
 * range is a pure function of the stored one and the batch. Settings are read through the layer's
 * current configuration. Not thread-safe, as layers are not.
 */
public final class FakeQuantizer {
  private final Supplier<LayerQuantization> configuration;
  private final Supplier<INDArray> state;
  private final Supplier<INDArray> stateGradient;
  private final Map<Role, Clipped> clipped = new EnumMap<>(Role.class);
  private final Map<Role, Range> next = new EnumMap<>(Role.class);
  private final Map<String, INDArray> quantizedWeights = new HashMap<>();
  private final Set<String> upToDate = new HashSet<>();
  private boolean inStep;

  /**
   * A quantizer that asks for its settings and arrays anew each time, because Deeplearning4j may
   * replace them.
   *
   * @param configuration what to quantize
   * @param state the pseudo-parameter
   * @param stateGradient its gradient
   */
  public FakeQuantizer(
      Supplier<LayerQuantization> configuration,
      Supplier<INDArray> state,
      Supplier<INDArray> stateGradient) {
    this.configuration = configuration;
    this.state = state;
    this.stateGradient = stateGradient;
  }

  private LayerQuantization layer() {
    return configuration.get();
  }

  private TrainingSettings settings() {
    return layer().settings();
  }

  private LearnedState learned() {
    return new LearnedState(state.get());
  }

  /** Whether the layer fake-quantizes that tensor. */
  public boolean covers(Role role) {
    return layer().ranged().contains(role);
  }

  /** Whether the layer fake-quantizes any of its activations. */
  public boolean coversAnything() {
    return !layer().ranged().isEmpty() || layer().prescribed() != null || layer().shared() != null;
  }

  /** Whether ranges and batch-norm statistics stay as they are from the next step on. */
  public boolean isFrozen() {
    return learned().steps() >= settings().freezeAfter();
  }

  /** Whether values are rounded: in training after the delay, in inference once training did. */
  public boolean isActive(boolean training) {
    long steps = learned().steps();
    if (steps == 0 && isFrozen()) {
      return false; // frozen before anything was observed
    }
    return training ? steps >= settings().delay() : steps > settings().delay();
  }

  /**
   * Marks the start of a layer's forward pass. In training its weights are rounded once from here
   * to {@link #deliverUpdate}; Deeplearning4j asks for them three times.
   */
  public void beginPass(boolean training) {
    upToDate.clear();
    inStep = training;
  }

  /**
   * Fake-quantizes a tensor in place where it is dense, else in a copy.
   *
   * @param values nobody else's array
   * @param type workspace of the result
   */
  public INDArray forward(
      Role role, INDArray values, boolean training, ArrayType type, LayerWorkspaceMgr workspaces) {
    return forward(role, values, UnaryOperator.identity(), training, type, workspaces);
  }

  /**
   * Fake-quantizes a tensor that something clamps before it is looked at, in place where it is
   * dense, else in a copy.
   *
   * @param values nobody else's array
   * @param clamp what becomes of a range; the grid then clamps likewise
   * @param type workspace of the result
   */
  public INDArray forward(
      Role role,
      INDArray values,
      UnaryOperator<Range> clamp,
      boolean training,
      ArrayType type,
      LayerWorkspaceMgr workspaces) {
    int slot = layer().ranged().indexOf(role);
    if (slot < 0) {
      return values;
    }
    INDArray dense =
        FakeQuantization.worksInPlace(values) ? values : workspaces.dup(type, values, 'c');
    Range extremes = training ? observe(role, slot, dense, clamp) : Range.UNKNOWN;
    if (isActive(training)) {
      Range range = training ? next.get(role) : learned().range(slot);
      Grid grid = Grids.activation(range, settings().activationBits());
      if (training) {
        clipped.put(role, FakeQuantization.quantize(dense, grid, extremes));
      } else {
        FakeQuantization.quantizeAligned(dense, grid, layer().alignments().get(role));
      }
    }
    return dense;
  }

  /** Moves the range towards the batch's, and answers the batch's. */
  private Range observe(Role role, int slot, INDArray values, UnaryOperator<Range> clamp) {
    clipped.remove(role);
    LearnedState past = learned();
    if (isFrozen()) {
      next.put(role, past.range(slot));
      return Range.UNKNOWN;
    }
    Range batch = FakeQuantization.range(values);
    Range seen = clamp.apply(batch).withZero();
    next.put(role, settings().average(past.range(slot), seen, past.steps()));
    return batch;
  }

  /** Fake-quantizes the layer's result, whether its range is learned or prescribed. */
  public INDArray result(INDArray values, boolean training, LayerWorkspaceMgr workspaces) {
    INDArray ranged = forward(Role.OUTPUT, values, training, ArrayType.ACTIVATIONS, workspaces);
    LayerQuantization.Prescribed shared = layer().shared();
    if (shared != null && isActive(training) && !training) {
      FakeQuantization.quantizeMeans(ranged, Grids.prescribed(shared.scale(), shared.zeroPoint()));
    }
    return prescribed(ranged, training);
  }

  /** Rounds the layer's result to the parameters its operation prescribes, if it does, in place. */
  public INDArray prescribed(INDArray values, boolean training) {
    LayerQuantization.Prescribed fixed = layer().prescribed();
    if (fixed != null && isActive(training) && FakeQuantization.worksInPlace(values)) {
      FakeQuantization.quantize(
          values, Grids.prescribed(fixed.scale(), fixed.zeroPoint(), settings().activationBits()));
    }
    return values;
  }

  /** Sets the gradient to 0 where the forward pass clipped, in place. */
  public INDArray backwardInPlace(Role role, INDArray gradient) {
    Clipped outside = clipped.get(role);
    if (outside != null && outside.count() > 0) {
      outside.mask(gradient);
    }
    return gradient;
  }

  /** The gradient with 0 where the forward pass clipped. */
  public INDArray backward(Role role, INDArray gradient, LayerWorkspaceMgr workspaces) {
    Clipped outside = clipped.get(role);
    if (outside == null || outside.count() == 0) {
      return gradient;
    }
    INDArray masked = workspaces.dup(ArrayType.ACTIVATION_GRAD, gradient, gradient.ordering());
    outside.mask(masked);
    return masked;
  }

  /**
   * Fake-quantized weights.
   *
   * @param key name of the parameter
   * @param order how its elements lie in memory
   * @param channels finds its output channels
   * @return the weights themselves while quantization is off; else an array that is valid until the
   *     next call for the same key
   */
  public INDArray weights(
      String key,
      INDArray weights,
      char order,
      Function<INDArray, ChannelLayout> channels,
      boolean training) {
    Granularity granularity = layer().weights();
    if (granularity == null || !isActive(training)) {
      return weights;
    }
    if (training && upToDate.contains(key)) {
      return quantizedWeights.get(key);
    }
    boolean usable = FakeQuantization.worksInPlace(weights) && weights.ordering() == order;
    INDArray dense = usable ? weights : weights.dup(order);
    ChannelLayout layout =
        granularity == Granularity.PER_CHANNEL
            ? channels.apply(weights)
            : ChannelLayout.perTensor();
    INDArray result = quantizedWeights.computeIfAbsent(key, name -> detachedLike(dense));
    FakeWeights.quantize(dense, layout, settings().weightBits(), result);
    if (training && inStep) {
      upToDate.add(key);
    }
    return result;
  }

  /**
   * The weights of a memory's gates, rounded whatever the plan says of other weights.
   *
   * @param weights a dense array in f order, nobody else's
   * @param layout which elements share a scale
   * @return the weights themselves while quantization is off, else a rounded copy
   */
  public INDArray gates(String key, INDArray weights, ChannelLayout layout, boolean training) {
    if (!isActive(training) || !coversAnything()) {
      return weights;
    }
    INDArray result = quantizedWeights.computeIfAbsent(key, name -> detachedLike(weights));
    FakeWeights.quantize(weights, layout, settings().weightBits(), result);
    return result;
  }

  /**
   * A constant as an operation reads it that takes it for an activation: rounded to the range of
   * its values.
   *
   * @return the constant itself while quantization is off, else a rounded copy
   */
  public INDArray operand(INDArray constant, boolean training) {
    if (!isActive(training) || !coversAnything()) {
      return constant;
    }
    INDArray copy = constant.dup('c');
    Grid grid = Grids.activation(FakeQuantization.range(copy), settings().activationBits());
    FakeQuantization.quantize(copy, grid);
    return copy;
  }

  private static INDArray detachedLike(INDArray dense) {
    return Nd4j.createUninitializedDetached(dense.dataType(), dense.ordering(), dense.shape());
  }

  /** Writes the update of step count and ranges into the gradient vector. */
  public void deliverUpdate() {
    double[] update = new double[layer().stateSize()];
    if (!isFrozen()) {
      update[0] = -1;
      layer().ranged().forEach(role -> deliver(role, update));
    }
    INDArray gradient = stateGradient.get();
    for (int i = 0; i < update.length; i++) {
      gradient.putScalar(i, update[i]);
    }
    next.clear();
    clipped.clear();
    upToDate.clear();
    inStep = false;
  }

  private void deliver(Role role, double[] update) {
    int slot = layer().ranged().indexOf(role);
    Range now = next.get(role);
    if (now != null) {
      Range past = learned().range(slot);
      update[1 + 2 * slot] = past.min() - now.min();
      update[2 + 2 * slot] = past.max() - now.max();
    }
  }

  /** What a layer with one kernel, or none, has learned; roles without a range are absent. */
  public Map<Role, TrainedQuantization> trained() {
    return trained(Role.WEIGHT);
  }

  /** What a layer with the given kernels has learned; roles without a range are absent. */
  public Map<Role, TrainedQuantization> trained(Role... kernels) {
    Map<Role, TrainedQuantization> result = new EnumMap<>(Role.class);
    LearnedState learned = learned();
    for (int slot = 0; slot < layer().ranged().size() && learned.steps() > 0; slot++) {
      Range range = learned.range(slot);
      result.put(
          layer().ranged().get(slot), new TrainedRange((float) range.min(), (float) range.max()));
    }
    if (layer().weights() != null) {
      for (Role kernel : kernels) {
        result.put(kernel, new TrainedWeights(settings().weightBits(), layer().weights()));
      }
    }
    return result;
  }
}
