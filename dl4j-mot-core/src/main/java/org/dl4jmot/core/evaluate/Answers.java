package org.dl4jmot.core.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.dl4jmot.core.data.Layout;
import org.dl4jmot.runtime.tensor.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A file's answers to the samples of a batch, collected in the shape of the labels. */
final class Answers {
  private final long[] labels;
  private final boolean channelsFirst;
  private final int size;
  private final float[] elements;

  /**
   * Prepares for a batch.
   *
   * @throws IllegalArgumentException if the labels are not as many as the answers
   */
  Answers(Tensor output, INDArray labels, Features features) {
    this.labels = labels.shape();
    channelsFirst = labels.rank() > 2 && features.input().layout() != Layout.AS_GRAPH;
    size = output.shape().elements() / features.samplesPerRun();
    int samples = Math.toIntExact(labels.size(0));
    if (labels.length() != (long) samples * size) {
      throw new IllegalArgumentException(
          "the model's output "
              + output
              + " has "
              + size
              + " values a sample, the labels of shape "
              + Arrays.toString(this.labels)
              + " have "
              + labels.length() / samples);
    }
    elements = new float[samples * size];
  }

  /** Takes what a run answered to some samples; what it was filled up with is left out. */
  void add(float[] answers, int from, int count) {
    System.arraycopy(answers, 0, elements, from * size, count * size);
  }

  INDArray toArray() {
    if (!channelsFirst) {
      return Nd4j.create(elements, labels, 'c');
    }
    int rank = labels.length;
    long[] channelsLast =
        LongStream.concat(
                LongStream.concat(LongStream.of(labels[0]), Arrays.stream(labels).skip(2)),
                LongStream.of(labels[1]))
            .toArray();
    int[] channelsToFront =
        IntStream.range(0, rank)
            .map(axis -> axis == 1 ? rank - 1 : Math.max(0, axis - 1))
            .toArray();
    return Nd4j.create(elements, channelsLast, 'c').permute(channelsToFront);
  }
}
