package org.dl4jmot.examples.coverage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.core.data.NetworkSamples;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Compares what LiteRT computes from a file with what the network answers itself. */
final class Agreement {
  private Agreement() {}

  /**
   * The signal-to-noise ratio of the worst output, in dB.
   *
   * @param network the trained network
   * @param inputs how its arrays become the file's
   * @param batch an array per input; each sample is given to the network alone, as the file takes
   *     it
   */
  static double decibels(
      ComputationGraph network, List<NetworkInput> inputs, INDArray[] batch, ByteBuffer file) {
    double[] signal = new double[network.getNumOutputArrays()];
    double[] noise = new double[signal.length];
    try (LiteRtRun device = new LiteRtRun(file)) {
      List<float[][]> samples = NetworkSamples.of(inputs, batch);
      for (int i = 0; i < samples.size(); i++) {
        float[][] actual = device.run(samples.get(i));
        INDArray[] expected = network.output(one(batch, i));
        for (int output = 0; output < signal.length; output++) {
          float[] answer = channelsLast(expected[output], device.shapes().get(output));
          signal[output] += power(answer, new float[answer.length]);
          noise[output] += power(answer, actual[output]);
        }
      }
    }
    return worst(signal, noise);
  }

  private static INDArray[] one(INDArray[] batch, int index) {
    return Arrays.stream(batch)
        .map(array -> Nd4j.expandDims(array.slice(index).dup(), 0))
        .toArray(INDArray[]::new);
  }

  /** An answer in the file's layout: channels stand last there, behind the samples here. */
  private static float[] channelsLast(INDArray answer, List<Integer> shape) {
    boolean same =
        Arrays.equals(answer.shape(), shape.stream().mapToLong(Integer::longValue).toArray());
    return (same || answer.rank() < 3 ? answer : answer.permute(channelsLast(answer.rank())))
        .dup('c')
        .data()
        .asFloat();
  }

  private static int[] channelsLast(int rank) {
    int[] axes = new int[rank];
    for (int i = 1; i < rank; i++) {
      axes[i] = i + 1;
    }
    axes[rank - 1] = 1;
    return axes;
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
