package org.dl4jmot.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingGraphTrainer;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.dl4jmot.core.surgery.NetworkView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;

/** Pruning under Deeplearning4j's other ways to train. */
class TrainersTest {
  private static final CNN2DFormat FORMAT = CNN2DFormat.NCHW;
  private static final int WORKERS = 2;
  private static final int ROUNDS = 24;

  @Test
  void earlyStoppingReturnsAPrunedMultiLayerNetwork() {
    MultiLayerNetwork network = Networks.convolutional(new Adam(0.01), FORMAT);
    network.setListeners(PruningListener.builder().sparsity(0.6).build());
    var conf =
        new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
            .epochTerminationConditions(new MaxEpochsTerminationCondition(3))
            .scoreCalculator(new DataSetLossCalculator(Networks.data(2, FORMAT), true))
            .modelSaver(new InMemoryModelSaver<>())
            .build();

    EarlyStoppingResult<MultiLayerNetwork> result =
        new EarlyStoppingTrainer(conf, network, Networks.data(4, FORMAT)).fit();

    assertPruned(result.getBestModel(), 0.6);
    assertPruned(network, 0.6);
    result.getBestModel().fit(Networks.data(4, FORMAT));
    assertPruned(result.getBestModel(), 0.6);
  }

  @Test
  void earlyStoppingReturnsAPrunedComputationGraph() {
    ComputationGraph network = Networks.graph(new Nesterovs(0.05, 0.9), FORMAT);
    network.setListeners(PruningListener.builder().sparsity(0.6).build());
    var conf =
        new EarlyStoppingConfiguration.Builder<ComputationGraph>()
            .epochTerminationConditions(new MaxEpochsTerminationCondition(3))
            .scoreCalculator(new DataSetLossCalculator(Networks.data(2, FORMAT), true))
            .modelSaver(new InMemoryModelSaver<>())
            .build();

    EarlyStoppingResult<ComputationGraph> result =
        new EarlyStoppingGraphTrainer(conf, network, Networks.data(4, FORMAT)).fit();

    assertPruned(result.getBestModel(), 0.6);
    assertPruned(network, 0.6);
  }

  private static void assertPruned(Model network, double sparsity) {
    for (KernelSparsity kernel : Pruning.report(network).kernels()) {
      if (kernel.kind() == KernelKind.KERNEL) {
        assertEquals(Math.round(kernel.weights() * sparsity), kernel.zeros(), kernel::toString);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void averagedMultiLayerNetworksAreExactlySparse(int averagingFrequency) {
    trainInParallel(Networks.convolutional(new Adam(0.01), FORMAT), averagingFrequency);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void averagedComputationGraphsAreExactlySparse(int averagingFrequency) {
    trainInParallel(Networks.graph(new Nesterovs(0.05, 0.9), FORMAT), averagingFrequency);
  }

  /**
   * The schedule leaves out the first rounds, in which Deeplearning4j may still be copying workers;
   * its last step is the last round, so nothing can be put right after it.
   */
  private static void trainInParallel(Model network, int averagingFrequency) {
    PolynomialDecay schedule =
        PolynomialDecay.builder().finalSparsity(0.75).begin(5).end(ROUNDS).frequency(4).build();
    Workers workers = new Workers(network, averagingFrequency);
    network.setListeners(List.of(PruningListener.of(schedule), workers));
    fit(
        new ParallelWrapper.Builder<>(network)
            .workers(WORKERS)
            .prefetchBuffer(0)
            .averagingFrequency(averagingFrequency)
            .build(),
        Networks.data(WORKERS * ROUNDS, FORMAT));

    assertEquals(WORKERS, workers.masks.size());
    assertEquals(1, Set.copyOf(workers.masks.values()).size(), "workers hold the same masks");
    assertTrue(workers.averaged.size() >= ROUNDS / averagingFrequency - 1);
    for (Averaged seen : workers.averaged) {
      long update = schedule.lastUpdate(seen.step());
      double sparsity = update == PruningSchedule.NONE ? 0 : schedule.sparsityAt(update);
      for (KernelSparsity kernel : seen.report().kernels()) {
        long expected =
            kernel.kind() == KernelKind.KERNEL ? Math.round(kernel.weights() * sparsity) : 0;
        assertEquals(expected, kernel.zeros(), () -> "after round " + seen.step() + ": " + kernel);
      }
    }
    assertPruned(network, 0.75);
  }

  private static void fit(ParallelWrapper wrapper, DataSetIterator data) {
    wrapper.fit(data);
    wrapper.shutdown();
  }

  private record Averaged(int step, SparsityReport report) {}

  /** Looks at the given network right after averaging, and at all workers' masks. */
  private static final class Workers extends BaseTrainingListener {
    final Queue<Averaged> averaged = new ConcurrentLinkedQueue<>();
    final Map<Integer, List<String>> masks = new ConcurrentHashMap<>();
    private final Model root;
    private final int frequency;

    Workers(Model root, int frequency) {
      this.root = root;
      this.frequency = frequency;
    }

    @Override
    public void onForwardPass(Model model, List<INDArray> activations) {
      look(model);
    }

    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
      look(model);
    }

    private void look(Model model) {
      int step = NetworkView.of(model).iterations();
      if (isRoot(model) && step > 0 && step % frequency == 0) {
        averaged.add(new Averaged(step, Pruning.report(model)));
      }
    }

    private boolean isRoot(Model model) {
      return System.identityHashCode(model) == System.identityHashCode(root);
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      masks.put(
          System.identityHashCode(model),
          Kernel.of(NetworkView.of(model)).stream()
              .map(kernel -> kernel.mask().map(Mask::encode).orElse(""))
              .toList());
    }
  }

  /** From the first step on: workers copied mid-step are brought in line by the first averaging. */
  @Test
  void workersAgreeWhenPruningStartsWithTheFirstStep() {
    Set<Double> sparsities = new HashSet<>();
    for (int run = 0; run < 5; run++) {
      MultiLayerNetwork network = Networks.convolutional(new Adam(0.01), FORMAT);
      network.setListeners(PruningListener.builder().sparsity(0.6).build());
      fit(
          new ParallelWrapper.Builder<>(network).workers(WORKERS).averagingFrequency(1).build(),
          Networks.data(WORKERS * 4, FORMAT));
      assertPruned(network, 0.6);
      sparsities.add(Pruning.report(network).sparsityOfMasked());
    }
    assertEquals(1, sparsities.size());
  }

  /** Workers that exchange gradients are not averaged; the network given to the wrapper counts. */
  @Test
  void sharedGradientsLeaveTheNetworkExactlySparse() {
    MultiLayerNetwork network = Networks.convolutional(new Adam(0.01), FORMAT);
    network.setListeners(PruningListener.builder().sparsity(0.6).build());
    fit(
        new ParallelWrapper.Builder<>(network)
            .workers(WORKERS)
            .trainingMode(ParallelWrapper.TrainingMode.SHARED_GRADIENTS)
            .build(),
        Networks.data(WORKERS * 6, FORMAT));

    assertPruned(network, 0.6);
  }
}
