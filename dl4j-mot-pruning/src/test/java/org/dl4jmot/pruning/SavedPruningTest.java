package org.dl4jmot.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;

class SavedPruningTest {
  private static final int BATCHES = 8;
  private static final CNN2DFormat FORMAT = CNN2DFormat.NCHW;

  @TempDir Path directory;

  /** Halves of a schedule with a save between them equal the whole, bit for bit. */
  @Test
  void aRestoredMultiLayerNetworkContinuesAsIfNeverSaved() throws IOException {
    MultiLayerNetwork whole = Networks.convolutional(new Adam(0.01), FORMAT);
    whole.setListeners(PruningListener.of(schedule()));
    whole.fit(Networks.data(BATCHES, FORMAT), 2);
    MultiLayerNetwork half = Networks.convolutional(new Adam(0.01), FORMAT);
    half.setListeners(PruningListener.of(schedule()));
    half.fit(Networks.data(BATCHES, FORMAT));
    File file = directory.resolve("half.zip").toFile();
    half.save(file, true);

    MultiLayerNetwork restored = MultiLayerNetwork.load(file, true);
    assertEquals(Pruning.report(half), Pruning.report(restored));
    restored.setListeners(PruningListener.of(schedule()));
    restored.fit(Networks.data(BATCHES, FORMAT));

    assertArrayEquals(whole.params().data().asFloat(), restored.params().data().asFloat());
    assertEquals(Pruning.report(whole), Pruning.report(restored));
  }

  @Test
  void aRestoredComputationGraphContinuesAsIfNeverSaved() throws IOException {
    ComputationGraph whole = Networks.graph(new Nesterovs(0.05, 0.9), FORMAT);
    whole.setListeners(PruningListener.of(schedule()));
    whole.fit(Networks.data(BATCHES, FORMAT), 2);
    ComputationGraph half = Networks.graph(new Nesterovs(0.05, 0.9), FORMAT);
    half.setListeners(PruningListener.of(schedule()));
    half.fit(Networks.data(BATCHES, FORMAT));
    File file = directory.resolve("half.zip").toFile();
    half.save(file, true);

    ComputationGraph restored = ComputationGraph.load(file, true);
    restored.setListeners(PruningListener.of(schedule()));
    restored.fit(Networks.data(BATCHES, FORMAT));

    assertArrayEquals(whole.params().data().asFloat(), restored.params().data().asFloat());
    assertEquals(Pruning.report(whole), Pruning.report(restored));
  }

  private static PruningSchedule schedule() {
    return PolynomialDecay.builder().finalSparsity(0.7).begin(2).end(15).frequency(3).build();
  }

  @Test
  void aRestoredNetworkKeepsItsZerosWithoutAListener() throws IOException {
    MultiLayerNetwork network = Networks.convolutional(new Adam(0.01), FORMAT);
    network.setListeners(PruningListener.of(schedule()));
    network.fit(Networks.data(BATCHES, FORMAT));
    File file = directory.resolve("network.zip").toFile();
    network.save(file, true);

    MultiLayerNetwork restored = MultiLayerNetwork.load(file, true);
    restored.fit(Networks.data(BATCHES, FORMAT));

    assertEquals(Pruning.report(network), Pruning.report(restored));
  }

  @Test
  void anotherScheduleBeginsAnewFromTheMasksThereAre() {
    MultiLayerNetwork network = Networks.convolutional(new Adam(0.01), FORMAT);
    network.setListeners(PruningListener.of(schedule()));
    network.fit(Networks.data(BATCHES, FORMAT));
    SparsityReport before = Pruning.report(network);
    SparsityRecorder recorder = new SparsityRecorder();
    network.setListeners(PruningListener.of(ConstantSparsity.from(4, 0.9)), recorder);

    network.fit(Networks.data(BATCHES, FORMAT));

    assertEquals(before, recorder.steps.get(2));
    assertEquals(0.9, recorder.steps.get(3).sparsityOfMasked(), 0.01);
  }

  /** Layer.clone shares its list of constraints with the original. */
  @Test
  void pruningACloneLeavesTheOriginalAlone() {
    MultiLayerNetwork network = Networks.convolutional(new Adam(0.01), FORMAT);
    network.setListeners(PruningListener.builder().sparsity(0.5).build());
    network.fit(Networks.data(1, FORMAT));
    SparsityReport before = Pruning.report(network);
    MultiLayerNetwork clone = network.clone();
    clone.setListeners(PruningListener.builder().sparsity(0.9).build());

    clone.fit(Networks.data(1, FORMAT));

    assertEquals(before, Pruning.report(network));
    assertEquals(0.9, Pruning.report(clone).sparsityOfMasked(), 0.01);
  }

  @Test
  void strippedNetworksNameNoClassOfThisLibrary() throws IOException {
    MultiLayerNetwork multiLayer = Networks.convolutional(new Adam(0.01), FORMAT);
    multiLayer.setListeners(PruningListener.builder().sparsity(0.5).build());
    multiLayer.fit(Networks.data(1, FORMAT));
    ComputationGraph graph = Networks.graph(new Adam(0.01), FORMAT);
    graph.setListeners(PruningListener.builder().sparsity(0.5).build());
    graph.fit(Networks.data(1, FORMAT));

    MultiLayerNetwork stripped = Pruning.strip(multiLayer);
    ComputationGraph strippedGraph = Pruning.strip(graph);

    assertTrue(multiLayer.getLayerWiseConfigurations().toJson().contains("dl4jmot"));
    assertFalse(stripped.getLayerWiseConfigurations().toJson().contains("dl4jmot"));
    assertTrue(graph.getConfiguration().toJson().contains("dl4jmot"));
    assertFalse(strippedGraph.getConfiguration().toJson().contains("dl4jmot"));
    assertEquals(multiLayer.params(), stripped.params());
    File file = directory.resolve("stripped.zip").toFile();
    stripped.save(file, true);
    assertEquals(stripped.params(), ModelSerializer.restoreMultiLayerNetwork(file).params());
  }

  @Test
  void zerosOfAStrippedNetworkMayTrainAgain() {
    MultiLayerNetwork network = Networks.convolutional(new Adam(0.01), FORMAT);
    network.setListeners(PruningListener.builder().sparsity(0.5).build());
    network.fit(Networks.data(BATCHES, FORMAT));

    MultiLayerNetwork stripped = Pruning.strip(network);
    double before = Pruning.report(stripped).sparsity();
    stripped.fit(Networks.data(BATCHES, FORMAT));

    assertEquals(Pruning.report(network).sparsity(), before);
    assertTrue(Pruning.report(stripped).sparsity() < before / 2);
  }

  /** A mask is a bit a weight, in Base64: 4/3 bytes for 8 weights, and a name. */
  @Test
  void masksAreSavedCompactly() {
    MultiLayerNetwork network = Networks.convolutional(new Adam(0.01), FORMAT);
    int before = network.getLayerWiseConfigurations().toJson().length();

    MultiLayerNetwork pruned = Pruning.prune(network, 0.5);

    int added = pruned.getLayerWiseConfigurations().toJson().length() - before;
    long weights = network.getParam("0_W").length() + network.getParam("3_W").length();
    assertTrue(added < weights / 6 + 2 * 500, added + " characters for " + weights + " weights");
  }
}
