package org.dl4jmot.core.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.dl4jmot.core.data.Layout;
import org.dl4jmot.fashionmnist.FashionMnist;
import org.dl4jmot.fashionmnist.ImageLayout;
import org.dl4jmot.fashionmnist.ImageSet;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtTensor;
import org.dl4jmot.runtime.EdgeModel;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.testkit.GoldenFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

class EdgeEvaluatorTest {
  private static final int IMAGES = 150;

  private static ImageSet images() {
    return FashionMnist.subset().test().first(IMAGES);
  }

  private static EdgeModel golden(String name) {
    return EdgeModel.load(ByteBuffer.wrap(GoldenFiles.bytes(name)));
  }

  private static EdgeModel identity(int... shape) {
    GraphBuilder builder = Graph.builder();
    Tensor input = builder.input("x", Tensor.ofFloat("input", Shape.of(shape)));
    builder.output("y", builder.node("same", new Identity(), List.of(input), "output"));
    return EdgeModel.of(builder.build());
  }

  private static DataSetIterator data(INDArray features, INDArray labels, int batch) {
    return new ListDataSetIterator<>(new DataSet(features, labels).asList(), batch);
  }

  /** What the device answers, counted by hand: by true class, then by answer. */
  private static int[][] confusionOnTheDevice(String name, ImageSet images) {
    int[][] counts = new int[FashionMnist.CLASSES][FashionMnist.CLASSES];
    EdgeModel quantizer = golden(name);
    try (LiteRtModel device = LiteRtModel.open(GoldenFiles.bytes(name))) {
      LiteRtTensor output = device.outputs().get(0);
      for (int i = 0; i < images.size(); i++) {
        quantizer.input(0).setReal(images.image(i));
        device.setInput(device.inputs().get(0), quantizer.input(0).toBytes());
        device.invoke();
        counts[images.label(i)][largest(device.readBytes(output))]++;
      }
    }
    return counts;
  }

  private static int largest(byte[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return largest;
  }

  private static int[][] confusion(Evaluation evaluation) {
    int[][] counts = new int[FashionMnist.CLASSES][FashionMnist.CLASSES];
    for (int actual = 0; actual < counts.length; actual++) {
      for (int answer = 0; answer < counts.length; answer++) {
        counts[actual][answer] = evaluation.getConfusionMatrix().getCount(actual, answer);
      }
    }
    return counts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"A-int8.tflite", "B-qat-int8.tflite"})
  void confusesWhatTheDeviceConfuses(String name) {
    ImageSet images = images();
    Evaluation evaluation =
        EdgeEvaluator.of(golden(name)).evaluate(images.inOrder(ImageLayout.NCHW, 64));
    int[][] device = confusionOnTheDevice(name, images);
    assertEquals(Arrays.deepToString(device), Arrays.deepToString(confusion(evaluation)));
    assertTrue(evaluation.accuracy() > 0.8, "accuracy " + evaluation.accuracy());
  }

  @ParameterizedTest
  @EnumSource
  void readsEachLayoutOffTheShapes(Layout layout) {
    EdgeModel model = identity(1, 2, 3, 4);
    INDArray channelsLast = Nd4j.arange(48).reshape('c', 2, 2, 3, 4);
    INDArray channelsFirst = channelsLast.permute(0, 3, 1, 2).dup('c');
    INDArray given =
        switch (layout) {
          case AS_GRAPH -> channelsLast;
          case CHANNELS_FIRST -> channelsFirst;
          case CHANNELS_FIRST_FLAT -> channelsFirst.reshape('c', 2, 24);
        };
    INDArray labels = layout == Layout.AS_GRAPH ? channelsLast : channelsFirst;
    RegressionEvaluation difference = new RegressionEvaluation();
    EdgeEvaluator.of(model).evaluate(data(given, labels, 2), difference);
    assertEquals(0, difference.averageMeanAbsoluteError());
  }

  @Test
  void evaluatesSequencesStepByStepUnderTheirMask() {
    INDArray features = Nd4j.create(new float[] {5, 1, 1, 1, 5, 5}, new long[] {1, 2, 3}, 'c');
    INDArray labels = Nd4j.create(new float[] {1, 1, 0, 0, 0, 1}, new long[] {1, 2, 3}, 'c');
    DataSet batch = new DataSet(features, labels);
    batch.setLabelsMaskArray(Nd4j.create(new float[] {1, 0, 1}, new long[] {1, 3}, 'c'));
    EdgeEvaluator evaluator = EdgeEvaluator.of(identity(1, 3, 2));
    assertEquals(1, evaluator.evaluate(new ListDataSetIterator<>(List.of(batch), 1)).accuracy());
    batch.setLabelsMaskArray(null);
    Evaluation all = evaluator.evaluate(new ListDataSetIterator<>(List.of(batch), 1));
    assertEquals(2.0 / 3, all.accuracy(), 1e-9);
  }

  @Test
  void fillsTheLastRunOfAFileWithAFixedBatch() {
    INDArray values = Nd4j.arange(14).reshape('c', 7, 2);
    RegressionEvaluation difference = new RegressionEvaluation();
    EdgeEvaluator.of(identity(3, 2)).evaluate(data(values, values, 5), difference);
    assertEquals(0, difference.averageMeanAbsoluteError());
    // Columns of 7 values each, all of which were counted.
    assertEquals(1, difference.pearsonCorrelation(0), 1e-6);
  }

  @Test
  void refusesWhatSuitsNoLayoutOrSeveral() {
    EdgeEvaluator evaluator = EdgeEvaluator.of(identity(1, 2, 3, 4));
    INDArray odd = Nd4j.zeros(1, 5);
    assertRefused(
        "it takes [n, 2, 3, 4] or [n, 4, 2, 3] or [n, 24]",
        () -> evaluator.evaluate(data(odd, odd, 1)));
    INDArray cube = Nd4j.zeros(1, 3, 3, 3);
    EdgeEvaluator cubes = EdgeEvaluator.of(identity(1, 3, 3, 3));
    assertRefused("layout(Layout)", () -> cubes.evaluate(data(cube, cube, 1)));
    RegressionEvaluation difference = new RegressionEvaluation();
    cubes.layout(Layout.CHANNELS_FIRST).evaluate(data(cube, cube, 1), difference);
    assertEquals(0, difference.averageMeanAbsoluteError());
  }

  @Test
  void refusesLabelsThatAreNotAsManyAsTheAnswers() {
    EdgeEvaluator evaluator = EdgeEvaluator.of(identity(1, 4));
    assertRefused(
        "has 4 values a sample, the labels of shape [2, 3] have 3",
        () -> evaluator.evaluate(data(Nd4j.zeros(2, 4), Nd4j.zeros(2, 3), 2)));
  }

  @Test
  void refusesMaskedFeatures() {
    DataSet batch = new DataSet(Nd4j.zeros(1, 2, 3), Nd4j.zeros(1, 2, 3));
    batch.setFeaturesMaskArray(Nd4j.create(new float[] {1, 1, 0}, new long[] {1, 3}, 'c'));
    EdgeEvaluator evaluator = EdgeEvaluator.of(identity(1, 3, 2));
    assertRefused(
        "no mask", () -> evaluator.evaluate(new ListDataSetIterator<>(List.of(batch), 1)));
  }

  @Test
  void refusesModelsWithSeveralInputs() {
    GraphBuilder builder = Graph.builder();
    Tensor a = builder.input("a", Tensor.ofFloat("ta", Shape.of(1, 2)));
    Tensor b = builder.input("b", Tensor.ofFloat("tb", Shape.of(1, 2)));
    Add add = new Add(org.dl4jmot.runtime.op.Activation.NONE);
    builder.output("y", builder.node("add", add, List.of(a, b), "sum"));
    assertRefused("inputs [a, b]", () -> EdgeEvaluator.of(EdgeModel.of(builder.build())));
  }

  private static void assertRefused(String part, Runnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
