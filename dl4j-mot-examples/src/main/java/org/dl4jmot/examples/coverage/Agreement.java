package org.dl4jmot.examples.coverage;

import java.nio.ByteBuffer;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jmot.core.data.NetworkOutput;
import org.dl4jmot.core.data.NetworkSamples;
import org.dl4jmot.core.freeze.FrozenNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares what LiteRT computes from a file with what the network answers itself. */
final class Agreement {
  private Agreement() {}

  /**
   * The signal-to-noise ratio of the worst output, in dB.
   *
   * @param network the trained network
   * @param frozen how its arrays become the file's
   * @param batch an array per input
   */
  static double decibels(
      ComputationGraph network, FrozenNetwork frozen, INDArray[] batch, ByteBuffer file) {
    INDArray[] answers = network.output(batch);
    double[] signal = new double[answers.length];
    double[] noise = new double[answers.length];
    try (LiteRtRun device = new LiteRtRun(file)) {
      List<float[][]> samples = NetworkSamples.of(frozen.inputs(), batch);
      for (int i = 0; i < samples.size(); i++) {
        float[][] actual = device.run(samples.get(i));
        for (int k = 0; k < answers.length; k++) {
          NetworkOutput output = frozen.outputs().get(k);
          float[] expected = output.sample(answers[k], i);
          signal[k] += power(expected, new float[expected.length]);
          noise[k] += power(expected, actual[k]);
        }
      }
    }
    return worst(signal, noise);
  }

  private static double power(float[] expected, float[] actual) {
    if (expected.length != actual.length) {
      throw new IllegalStateException(
          "the file answers " + actual.length + " values, the network " + expected.length);
    }
    double sum = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = (double) expected[i] - actual[i];
      sum += difference * difference;
    }
    return sum;
  }

  private static double worst(double[] signal, double[] noise) {
    double worst = Double.POSITIVE_INFINITY;
    for (int i = 0; i < signal.length; i++) {
      if (signal[i] == 0) {
        throw new IllegalStateException("output " + i + " is always 0: the sample shows nothing");
      }
      worst = Math.min(worst, 10 * Math.log10(signal[i] / noise[i]));
    }
    return worst;
  }
}
