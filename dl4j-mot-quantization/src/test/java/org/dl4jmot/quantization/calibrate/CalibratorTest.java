package org.dl4jmot.quantization.calibrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.dl4jmot.quantization.plan.ActivationRange;
import org.dl4jmot.quantization.testing.GraphSketch;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.tensor.Shape;
import org.junit.jupiter.api.Test;

class CalibratorTest {
  private final Graph doubling = doubling();

  private static Graph doubling() {
    GraphSketch sketch = new GraphSketch(1);
    return sketch.build(
        sketch.op(
            "doubled",
            new Mul(Activation.NONE),
            sketch.input("in", 1, 4),
            sketch.constant("two", Shape.of(1), 2)));
  }

  @Test
  void minMaxHoldsEveryValue() {
    CalibrationResult result =
        run(List.of(sample(1, -2, 0, 3), sample(5, 0, 0, 0)), Observer.minMax());
    assertEquals(new ActivationRange(-2, 5), result.ranges().get("in"));
    assertEquals(new ActivationRange(-4, 10), result.ranges().get("doubled"));
  }

  @Test
  void movingAverageMovesByItsWeightInTheOrderOfTheSamples() {
    CalibrationResult result =
        run(
            List.of(sample(0, 1, 0, 0), sample(0, 2, 0, 0), sample(0, 4, 0, 0)),
            Observer.movingAverage(0.5f));
    // (1 + 2) / 2 = 1.5, then (1.5 + 4) / 2.
    assertEquals(new ActivationRange(0, 2.75f), result.ranges().get("in"));
  }

  @Test
  void repeatsExactly() {
    GraphSketch sketch = new GraphSketch(5);
    Graph graph =
        sketch.build(sketch.conv("conv", sketch.input("in", 1, 8, 8, 3), 4, 3, Activation.RELU));
    List<float[][]> samples = sketch.samples(graph, 200);
    List<String> tensors = List.of("in", "conv");
    CalibrationResult once = Calibrator.run(graph, tensors, samples, Observer.movingAverage());
    assertEquals(once, Calibrator.run(graph, tensors, samples, Observer.movingAverage()));
  }

  @Test
  void rangeThatOutliersDominateIsNamed() {
    List<float[][]> samples = new ArrayList<>(Collections.nCopies(2000, sample(1, -1, 0.5f, 0)));
    samples.set(1000, sample(50, 0, 0, 0));
    List<String> warnings = run(samples, Observer.minMax()).warnings();
    assertEquals(2, warnings.size(), warnings.toString());
    assertTrue(warnings.get(0).contains("tensor 'in', [-1.000, 50.00]"), warnings.get(0));
    assertTrue(warnings.get(1).contains("tensor 'doubled'"), warnings.get(1));
  }

  @Test
  void movingAverageEscapesTheOutlier() {
    List<float[][]> samples = new ArrayList<>(Collections.nCopies(2000, sample(1, -1, 0.5f, 0)));
    samples.set(1000, sample(50, 0, 0, 0));
    assertEquals(List.of(), run(samples, Observer.movingAverage()).warnings());
  }

  @Test
  void zerosDoNotMakeOutliers() {
    List<float[][]> samples = new ArrayList<>(Collections.nCopies(2000, sample(0, 0, 0, 0)));
    samples.set(0, sample(1, 0.9f, 0, 0));
    assertEquals(List.of(), run(samples, Observer.minMax()).warnings());
  }

  @Test
  void fewSamplesAreWarnedAbout() {
    List<String> warnings =
        run(Collections.nCopies(99, sample(1, 1, 1, 1)), Observer.minMax()).warnings();
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).contains("only 99 samples"), warnings.get(0));
    assertEquals(
        List.of(), run(Collections.nCopies(100, sample(1, 1, 1, 1)), Observer.minMax()).warnings());
  }

  @Test
  void overflowInsideTheNetworkNamesSampleAndTensor() {
    List<float[][]> samples =
        IntStream.range(0, 9).mapToObj(i -> sample(i < 5 ? 1 : Float.MAX_VALUE, 0, 0, 0)).toList();
    CalibrationException error =
        assertThrows(CalibrationException.class, () -> run(samples, Observer.minMax()));
    assertTrue(
        error.getMessage().contains("sample 5 (counted from 0), first in tensor 'doubled'"),
        error.getMessage());
  }

  @Test
  void noSampleIsRefused() {
    assertThrows(CalibrationException.class, () -> run(List.of(), Observer.minMax()));
  }

  @Test
  void weightOutsideItsRangeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Observer.movingAverage(0));
    assertThrows(IllegalArgumentException.class, () -> Observer.movingAverage(1.1f));
  }

  @Test
  void quantileOfMagnitudesIsWithinABucket() {
    Magnitudes magnitudes = new Magnitudes();
    for (int i = 1; i <= 1000; i++) {
      magnitudes.add(i % 2 == 0 ? i : -i);
    }
    // Eight buckets per power of two: the upper end is at most an eighth above.
    float quantile = magnitudes.quantile(0.5);
    assertTrue(quantile >= 500 && quantile <= 500 * 1.125f, "" + quantile);
  }

  private CalibrationResult run(List<float[][]> samples, Observer observer) {
    return Calibrator.run(doubling, List.of("in", "doubled"), samples, observer);
  }

  private static float[][] sample(float... values) {
    return new float[][] {values};
  }
}
