package org.dl4jmot.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

class OneShotPruningTest {
  private static final CNN2DFormat FORMAT = CNN2DFormat.NCHW;

  @Test
  void aPrunedNetworkIsExactlySparseAndTheGivenOneIsUntouched() {
    MultiLayerNetwork network = Networks.convolutional(new Adam(0.01), FORMAT);
    INDArray before = network.params().dup();
    String configuration = network.getLayerWiseConfigurations().toJson();

    MultiLayerNetwork pruned = Pruning.prune(network, 0.75);

    for (KernelSparsity kernel : Pruning.report(pruned).kernels()) {
      long expected = kernel.kind() == KernelKind.KERNEL ? Math.round(0.75 * kernel.weights()) : 0;
      assertEquals(expected, kernel.zeros(), kernel::toString);
    }
    assertEquals(before, network.params());
    assertEquals(configuration, network.getLayerWiseConfigurations().toJson());
  }

  @Test
  void masksHoldInFurtherTraining() {
    ComputationGraph pruned =
        Pruning.prune(
            Networks.graph(new Adam(0.01), FORMAT),
            0.75,
            PruningScope.standard().threshold(Threshold.GLOBAL));
    SparsityReport before = Pruning.report(pruned);

    pruned.fit(Networks.data(6, FORMAT));

    assertEquals(before, Pruning.report(pruned));
  }

  @Test
  void batchNormIsMeasuredAnewWhereDataIsGiven() {
    MultiLayerNetwork network = Networks.convolutional(new Adam(0.01), FORMAT);
    network.fit(Networks.data(20, FORMAT), 3);

    MultiLayerNetwork without = Pruning.prune(network, 0.6);
    MultiLayerNetwork with = Pruning.prune(network, 0.6, Networks.data(20, FORMAT));

    assertEquals(network.getParam("1_mean"), without.getParam("1_mean"));
    assertNotEquals(network.getParam("1_mean"), with.getParam("1_mean"));
    assertEquals(without.getParam("0_W"), with.getParam("0_W"));
  }

  @Test
  void badValuesFailBeforeAnyWork() {
    MultiLayerNetwork network = Networks.convolutional(new Adam(0.01), FORMAT);

    assertEquals(
        List.of("sparsity must be in [0, 1): 1.3"),
        assertThrows(InvalidPruningException.class, () -> Pruning.prune(network, 1.3)).problems());
    InvalidPruningException unknown =
        assertThrows(
            InvalidPruningException.class,
            () -> Pruning.prune(network, 0.5, PruningScope.standard().layers("a", "b")));
    assertEquals(2, unknown.problems().size());
    MultiLayerNetwork uninitialized =
        new MultiLayerNetwork(network.getLayerWiseConfigurations().clone());
    assertThrows(IllegalArgumentException.class, () -> Pruning.prune(uninitialized, 0.5));
  }

  @Test
  void theReportNamesEveryKernel() {
    MultiLayerNetwork pruned = Pruning.prune(Networks.convolutional(new Adam(), FORMAT), 0.5);

    SparsityReport report = Pruning.report(pruned);

    assertEquals(
        List.of("conv KERNEL", "depthwise DEPTHWISE", "dense KERNEL", "out OUTPUT"),
        report.kernels().stream().map(kernel -> kernel.layer() + " " + kernel.kind()).toList());
    KernelSparsity conv = report.kernels().get(0);
    assertEquals(63, conv.weights());
    assertEquals(32, conv.zeros());
    assertEquals(32, conv.masked());
    assertTrue(
        report.toString().contains("conv                     W      kernel               63"),
        report.toString());
    assertEquals((32 + 1386) / (63.0 + 2772), report.sparsityOfMasked());
  }

  @Test
  void aKernelOfEqualWeightsIsPrunedFromTheFirst() {
    MultiLayerNetwork network = Networks.convolutional(new Adam(), FORMAT);
    network.getParam("0_W").assign(0.5);

    float[] weights = Pruning.prune(network, 0.5).getParam("0_W").dup('c').data().asFloat();

    for (int i = 0; i < 63; i++) {
      assertEquals(i < 32 ? 0f : 0.5f, weights[i], "weight " + i);
    }
  }
}
