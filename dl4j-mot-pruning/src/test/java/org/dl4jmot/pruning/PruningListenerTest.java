package org.dl4jmot.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;

class PruningListenerTest {
  private static final int BATCHES = 12;

  static Stream<Arguments> networks() {
    return Stream.of(CNN2DFormat.NCHW, CNN2DFormat.NHWC)
        .flatMap(
            format ->
                Stream.of(
                    Arguments.of("Adam", Networks.convolutional(new Adam(0.01), format), format),
                    Arguments.of(
                        "Nesterovs",
                        Networks.convolutional(new Nesterovs(0.05, 0.9), format),
                        format),
                    Arguments.of("Adam", Networks.graph(new Adam(0.01), format), format),
                    Arguments.of(
                        "Nesterovs", Networks.graph(new Nesterovs(0.05, 0.9), format), format)));
  }

  private static void fit(Model network, DataSetIterator data, int epochs) {
    if (network instanceof MultiLayerNetwork multiLayer) {
      multiLayer.fit(data, epochs);
    } else {
      ((ComputationGraph) network).fit(data, epochs);
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void sparsityIsExactAtEveryStepAndAtTheEnd(String updater, Model network, CNN2DFormat format) {
    PolynomialDecay schedule =
        PolynomialDecay.builder()
            .initialSparsity(0.1)
            .finalSparsity(0.8)
            .begin(3)
            .end(2 * BATCHES)
            .frequency(5)
            .build();
    SparsityRecorder recorder = new SparsityRecorder();
    network.setListeners(PruningListener.of(schedule), recorder);

    fit(network, Networks.data(BATCHES, format), 2);

    assertEquals(2 * BATCHES, recorder.steps.size());
    for (int step = 1; step <= 2 * BATCHES; step++) {
      long update = schedule.lastUpdate(step);
      double sparsity = update == PruningSchedule.NONE ? 0 : schedule.sparsityAt(update);
      assertPruned(recorder.steps.get(step - 1), sparsity);
    }
    assertPruned(Pruning.report(network), 0.8);
  }

  /** Chosen kernels have exactly the zeros asked for, the others none. */
  private static void assertPruned(SparsityReport report, double sparsity) {
    for (KernelSparsity kernel : report.kernels()) {
      long expected =
          kernel.kind() == KernelKind.KERNEL ? Math.round(kernel.weights() * sparsity) : 0;
      assertEquals(expected, kernel.zeros(), kernel::toString);
      assertEquals(expected, kernel.masked(), kernel::toString);
    }
  }

  @Test
  void biasesBatchNormDepthwiseAndOutputLayersAreLeftAlone() {
    MultiLayerNetwork network = Networks.convolutional(new Adam(0.01), CNN2DFormat.NCHW);
    network.setListeners(PruningListener.builder().sparsity(0.9).build());

    fit(network, Networks.data(BATCHES, CNN2DFormat.NCHW), 1);

    Set<String> pruned = Set.of("0_W", "3_W");
    network
        .paramTable()
        .forEach(
            (name, array) ->
                assertEquals(pruned.contains(name), zeros(array) > array.length() / 2, name));
  }

  private static long zeros(INDArray array) {
    double[] values = array.dup('c').data().asDouble();
    return Arrays.stream(values).filter(value -> value == 0).count();
  }

  @Test
  void prunedWeightsAreZeroInEveryBit() {
    MultiLayerNetwork network = Networks.convolutional(new Nesterovs(0.05, 0.9), CNN2DFormat.NCHW);
    network.setListeners(PruningListener.builder().sparsity(0.5).build());

    fit(network, Networks.data(BATCHES, CNN2DFormat.NCHW), 1);

    for (float weight : network.getParam("3_W").dup().data().asFloat()) {
      assertNotEquals(Integer.MIN_VALUE, Float.floatToRawIntBits(weight), "negative zero");
    }
  }

  @Test
  void masksArePickedByLowestMagnitudeBeforeTheUpdate() {
    MultiLayerNetwork network = Networks.convolutional(new Adam(0.01), CNN2DFormat.NCHW);
    double[] before = network.getParam("3_W").dup('c').data().asDouble();
    network.setListeners(PruningListener.builder().sparsity(0.4).build());

    network.fit(Networks.data(1, CNN2DFormat.NCHW));

    double[] sorted = Arrays.stream(before).map(Math::abs).sorted().toArray();
    double threshold = sorted[(int) Math.round(0.4 * sorted.length)];
    double[] after = network.getParam("3_W").dup('c').data().asDouble();
    for (int i = 0; i < before.length; i++) {
      assertEquals(Math.abs(before[i]) < threshold, after[i] == 0, "weight " + i);
    }
  }

  @Test
  void globalThresholdIsExactInAllKernelsTogether() {
    ComputationGraph network = Networks.graph(new Adam(0.01), CNN2DFormat.NCHW);
    network.setListeners(
        PruningListener.builder().sparsity(0.7).threshold(Threshold.GLOBAL).build());

    fit(network, Networks.data(BATCHES, CNN2DFormat.NCHW), 1);

    List<KernelSparsity> chosen =
        Pruning.report(network).kernels().stream()
            .filter(kernel -> kernel.kind() == KernelKind.KERNEL)
            .toList();
    long weights = chosen.stream().mapToLong(KernelSparsity::weights).sum();
    assertEquals(Math.round(0.7 * weights), chosen.stream().mapToLong(KernelSparsity::zeros).sum());
    assertTrue(
        chosen.stream().mapToDouble(KernelSparsity::sparsity).distinct().count() > 1,
        "a global threshold prunes some kernels more than others");
  }

  @Test
  void namedLayersArePrunedWhateverTheirKind() {
    MultiLayerNetwork network = Networks.convolutional(new Adam(0.01), CNN2DFormat.NCHW);
    network.setListeners(
        PruningListener.builder().sparsity(0.5).layers("depthwise", "out").build());

    fit(network, Networks.data(2, CNN2DFormat.NCHW), 1);

    for (KernelSparsity kernel : Pruning.report(network).kernels()) {
      boolean named = Set.of("depthwise", "out").contains(kernel.layer());
      assertEquals(named ? Math.round(0.5 * kernel.weights()) : 0, kernel.zeros(), kernel.layer());
    }
  }

  @Test
  void aPredicateChoosesKernels() {
    MultiLayerNetwork network = Networks.convolutional(new Adam(0.01), CNN2DFormat.NCHW);
    network.setListeners(
        PruningListener.builder().sparsity(0.5).kernels(k -> k.weights() > 100).build());

    fit(network, Networks.data(2, CNN2DFormat.NCHW), 1);

    for (KernelSparsity kernel : Pruning.report(network).kernels()) {
      assertEquals(kernel.weights() > 100 ? Math.round(0.5 * kernel.weights()) : 0, kernel.zeros());
    }
  }

  @Test
  void stepsCountFromWhereTheListenerFirstSeesTheNetwork() {
    MultiLayerNetwork network = Networks.convolutional(new Adam(0.01), CNN2DFormat.NCHW);
    fit(network, Networks.data(BATCHES, CNN2DFormat.NCHW), 1);
    SparsityRecorder recorder = new SparsityRecorder();
    network.setListeners(PruningListener.of(ConstantSparsity.from(5, 0.5)), recorder);

    fit(network, Networks.data(BATCHES, CNN2DFormat.NCHW), 1);

    assertPruned(recorder.steps.get(3), 0);
    assertPruned(recorder.steps.get(4), 0.5);
  }

  @Test
  void zerosStayWhenTrainingGoesOnWithoutTheListener() {
    MultiLayerNetwork network = Networks.convolutional(new Nesterovs(0.05, 0.9), CNN2DFormat.NCHW);
    network.setListeners(PruningListener.builder().sparsity(0.6).build());
    fit(network, Networks.data(BATCHES, CNN2DFormat.NCHW), 1);
    network.setListeners();

    fit(network, Networks.data(BATCHES, CNN2DFormat.NCHW), 1);

    assertPruned(Pruning.report(network), 0.6);
  }

  @Test
  void otherConstraintsOfALayerAreKept() {
    MultiLayerNetwork network = Networks.convolutional(new Adam(0.01), CNN2DFormat.NCHW);
    var conf = network.getLayer("dense").conf().getLayer();
    var maxNorm = new MaxNormConstraint(1, 1);
    maxNorm.setParams(Set.of("W"));
    conf.setConstraints(List.of(maxNorm));
    network.setListeners(PruningListener.builder().sparsity(0.6).build());

    fit(network, Networks.data(3, CNN2DFormat.NCHW), 1);

    assertEquals(2, conf.getConstraints().size());
    assertEquals(maxNorm, conf.getConstraints().get(0));
    assertTrue(network.getParam("3_W").norm2(1).maxNumber().doubleValue() <= 1 + 1e-5);
    assertPruned(Pruning.report(network), 0.6);
  }

  @Test
  void aSerializedListenerPrunesAsTheOriginal() throws IOException, ClassNotFoundException {
    PruningListener listener =
        PruningListener.builder().sparsity(0.6).kernels(k -> k.weights() > 100).build();
    MultiLayerNetwork first = Networks.convolutional(new Adam(0.01), CNN2DFormat.NCHW);
    MultiLayerNetwork second = Networks.convolutional(new Adam(0.01), CNN2DFormat.NCHW);
    first.setListeners(listener);
    second.setListeners(copy(listener));

    fit(first, Networks.data(3, CNN2DFormat.NCHW), 1);
    fit(second, Networks.data(3, CNN2DFormat.NCHW), 1);

    assertArrayEquals(first.params().data().asFloat(), second.params().data().asFloat());
    assertTrue(Pruning.report(first).sparsity() > 0.3);
  }

  private static TrainingListener copy(PruningListener listener)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(listener);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (TrainingListener) in.readObject();
    }
  }

  @Test
  void anUnknownLayerFailsBeforeAnyTraining() {
    MultiLayerNetwork network = Networks.convolutional(new Adam(0.01), CNN2DFormat.NCHW);
    INDArray before = network.params().dup();
    PruningListener listener =
        PruningListener.builder().sparsity(0.5).layers("conv", "conv9", "bn").build();
    network.setListeners(listener);

    InvalidPruningException thrown =
        assertThrows(
            InvalidPruningException.class, () -> network.fit(Networks.data(1, CNN2DFormat.NCHW)));

    assertEquals(
        List.of(
            "no layer 'conv9' with a kernel; layers that have one: conv, depthwise, dense, out",
            "no layer 'bn' with a kernel; layers that have one: conv, depthwise, dense, out"),
        thrown.problems());
    assertEquals(before, network.params());
    assertThrows(InvalidPruningException.class, () -> listener.attachTo(network));
  }

  @Test
  void nothingToPruneIsAnError() {
    MultiLayerNetwork network = Networks.convolutional(new Adam(0.01), CNN2DFormat.NCHW);
    PruningListener listener = PruningListener.builder().sparsity(0.5).kernels(k -> false).build();

    InvalidPruningException thrown =
        assertThrows(InvalidPruningException.class, () -> listener.attachTo(network));

    assertTrue(thrown.getMessage().contains("nothing to prune"), thrown.getMessage());
  }

  @Test
  void aMissingScheduleAndABadSparsityAreErrors() {
    InvalidPruningException missing =
        assertThrows(InvalidPruningException.class, () -> PruningListener.builder().build());
    InvalidPruningException bad =
        assertThrows(
            InvalidPruningException.class, () -> PruningListener.builder().sparsity(1.3).build());

    assertEquals(
        List.of("a schedule is missing: call schedule(...) or sparsity(...)"), missing.problems());
    assertEquals(List.of("sparsity must be in [0, 1): 1.3"), bad.problems());
  }
}
