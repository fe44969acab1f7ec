package org.dl4jmot.pruning;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one worker of a ParallelWrapper trains between two averagings, told from the outside: the
 * wrapper averages without saying so, but weights that are not those the worker's last update left
 * are averaged ones. All workers then hold the same weights, so masks chosen by them are the same
 * without a word between workers.
 */
final class AveragingWindow {
  private static final String TRAINER = "org.deeplearning4j.parallelism.trainer.DefaultTrainer";
  private static final int SAMPLES = 512;

  private final WeakReference<Model> network;
  private final boolean averaged;
  private double[] left = {};
  private List<INDArray> weights = List.of();

  /** A window of the network this thread trains. */
  AveragingWindow(Model network) {
    this.network = new WeakReference<>(network);
    this.averaged = trainedByWrapper() && sharesNoGradients(network);
  }

  /**
   * ParallelWrapper (1.0.0-M2.1) tells listeners nothing of itself; but its workers run in this
   * class.
   */
  private static boolean trainedByWrapper() {
    return StackWalker.getInstance()
        .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(TRAINER)));
  }

  /** Without averaging, workers exchange gradients through an accumulator. */
  private static boolean sharesNoGradients(Model network) {
    return network.getOptimizer().getGradientsAccumulator() == null;
  }

  boolean isOf(Model other) {
    return network.refersTo(other);
  }

  /** Whether the network is trained by averaging. */
  boolean isAveraged() {
    return averaged;
  }

  /**
   * Whether a new window opens: weights are others than the last update left. Keeps a copy of the
   * weights it opens with.
   */
  boolean opensWith(List<INDArray> current) {
    if (!averaged || Arrays.equals(left, samples(current))) {
      return false;
    }
    weights = current.stream().map(INDArray::dup).toList();
    return true;
  }

  /** The weights the window opened with; live ones where nothing is averaged. */
  List<INDArray> weights(List<INDArray> current) {
    return averaged ? weights : current;
  }

  /** Takes note of the weights an update has left. */
  void leave(List<INDArray> current) {
    if (averaged) {
      left = samples(current);
    }
  }

  /** Some of the weights, evenly spread. */
  private static double[] samples(List<INDArray> kernels) {
    return kernels.stream().flatMapToDouble(AveragingWindow::samples).toArray();
  }

  private static DoubleStream samples(INDArray kernel) {
    long stride = Math.max(1, kernel.length() / SAMPLES);
    return LongStream.iterate(0, i -> i < kernel.length(), i -> i + stride)
        .mapToDouble(kernel::getDouble);
  }
}
