package org.dl4jmot.pruning;

import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Model;
import org.dl4jmot.core.surgery.BatchNormStatistics;
import org.dl4jmot.core.surgery.NetworkView;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * Pruning of trained networks, MultiLayerNetwork or ComputationGraph. The networks given are left
 * as they are; new ones carry parameters and updater state over, but no listeners.
 */
public final class Pruning {
  private Pruning() {}

  /**
   * Prunes low magnitudes at once, per layer, in {@link KernelSelector#standard()}. The statistics
   * of batch normalization layers stay those of the unpruned weights: pass data to correct them.
   *
   * @param network a trained network
   * @param sparsity share of weights to prune in each kernel, in [0, 1)
   * @return a pruned network whose masks hold in further training; {@link #strip} removes them
   * @throws InvalidPruningException listing every problem, before any work
   */
  public static <T extends Model> T prune(T network, double sparsity) {
    return prune(network, sparsity, PruningScope.standard());
  }

  /**
   * Prunes at once.
   *
   * @param network a trained network
   * @param sparsity share of weights to prune, in [0, 1)
   * @param scope what is pruned, and by what measure
   * @return a pruned network whose masks hold in further training; {@link #strip} removes them
   * @throws InvalidPruningException listing every problem, before any work
   */
  public static <T extends Model> T prune(T network, double sparsity, PruningScope scope) {
    return prune(network, sparsity, scope, pruned -> {});
  }

  /**
   * Prunes low magnitudes at once, per layer, in {@link KernelSelector#standard()}, and measures
   * the statistics of batch normalization layers anew.
   *
   * @param network a trained network
   * @param sparsity share of weights to prune in each kernel, in [0, 1)
   * @param data some batches like those the network was trained on; read once per batch
   *     normalization layer
   * @return a pruned network whose masks hold in further training; {@link #strip} removes them
   * @throws InvalidPruningException listing every problem, before any work
   * @throws IllegalArgumentException if the data is empty or cannot be reset
   */
  public static <T extends Model> T prune(T network, double sparsity, DataSetIterator data) {
    return prune(network, sparsity, PruningScope.standard(), data);
  }

  /**
   * Prunes at once and measures the statistics of batch normalization layers anew.
   *
   * @param network a trained network
   * @param sparsity share of weights to prune, in [0, 1)
   * @param scope what is pruned, and by what measure
   * @param data some batches like those the network was trained on; read once per batch
   *     normalization layer
   * @return a pruned network whose masks hold in further training; {@link #strip} removes them
   * @throws InvalidPruningException listing every problem, before any work
   * @throws IllegalArgumentException if the data is empty or cannot be reset
   */
  public static <T extends Model> T prune(
      T network, double sparsity, PruningScope scope, DataSetIterator data) {
    return prune(network, sparsity, scope, pruned -> BatchNormStatistics.reestimate(pruned, data));
  }

  /**
   * Prunes a network with several inputs at once and measures the statistics of batch normalization
   * layers anew; otherwise as the method for a DataSetIterator.
   */
  public static <T extends Model> T prune(
      T network, double sparsity, PruningScope scope, MultiDataSetIterator data) {
    return prune(network, sparsity, scope, pruned -> BatchNormStatistics.reestimate(pruned, data));
  }

  private static <T extends Model> T prune(
      T network, double sparsity, PruningScope scope, Consumer<Model> afterwards) {
    ConstantSparsity schedule = ConstantSparsity.of(sparsity);
    new PruningRun(NetworkView.of(network), schedule, scope).check();
    NetworkView copy = NetworkView.of(network).copy();
    new PruningRun(copy, schedule, scope).pruneNow(sparsity);
    afterwards.accept(copy.network());
    return sameType(network, copy);
  }

  /**
   * Takes masks out of a network's configuration. Pruned weights stay zero until they are trained;
   * the network is a plain one that is restored without this library.
   *
   * @param network a network, pruned or not
   * @return a network with the same parameters and no masks
   */
  public static <T extends Model> T strip(T network) {
    NetworkView copy = NetworkView.of(network).copy();
    copy.layers().forEach(LayerMasks::strip);
    return sameType(network, copy);
  }

  /** How sparse each kernel of a network is. */
  public static SparsityReport report(Model network) {
    List<Kernel> kernels = Kernel.of(NetworkView.of(network));
    return new SparsityReport(kernels.stream().map(KernelSparsity::of).toList());
  }

  @SuppressWarnings("unchecked") // the class has been compared
  private static <T extends Model> T sameType(T network, NetworkView copy) {
    if (network.getClass() != copy.network().getClass()) {
      throw new IllegalArgumentException(
          "clone() of " + network.getClass().getName() + " gives another class");
    }
    return (T) copy.network();
  }
}
