package org.dl4jmot.core.data;

import java.util.List;
import java.util.Objects;
import org.dl4jmot.runtime.tensor.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One input of a trained network and how its arrays become the graph's: Deeplearning4j often holds
 * channels first, the graph always last.
 *
 * @param name the network's name for the input
 * @param layout how the network's arrays are laid out
 * @param shape shape of the graph's input tensor, batch of 1 in front
 */
public record NetworkInput(String name, Layout layout, Shape shape) {
  /** Checks that nothing is missing. */
  public NetworkInput {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(shape, "shape");
  }

  /** Shape of a batch of n samples as the trained network takes it. */
  public long[] batchShape(long n) {
    return layout.batchShape(shape, n);
  }

  /**
   * Says whether a batch suits this input.
   *
   * @throws IllegalArgumentException naming the input, its shape and the batch's
   */
  public void check(INDArray batch) {
    long[] wanted = batchShape(batch.rank() > 0 ? batch.size(0) : 1);
    if (!java.util.Arrays.equals(wanted, batch.shape())) {
      wanted[0] = -1;
      throw new IllegalArgumentException(
          "input '"
              + name
              + "' takes arrays of shape "
              + java.util.Arrays.toString(wanted)
              + " (-1: any number of samples), not "
              + java.util.Arrays.toString(batch.shape()));
    }
  }

  /**
   * One sample of a batch, as the graph takes it.
   *
   * @param batch samples as the trained network takes them
   * @param index which sample
   * @return its elements, row-major in the graph's layout
   * @throws IllegalArgumentException if the batch has another shape than this input
   */
  public float[] sample(INDArray batch, long index) {
    check(batch);
    return layout.inGraphOrder(batch.slice(index), shape).dup('c').data().asFloat();
  }

  /**
   * Samples of the graph as a batch that the trained network takes; the inverse of {@link #sample}.
   *
   * @param samples at least one, each row-major in the graph's layout
   * @return a float32 array of shape {@link #batchShape}
   * @throws IllegalArgumentException if there is no sample, or one has another number of elements
   */
  public INDArray batch(List<float[]> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("a batch for input '" + name + "' needs a sample");
    }
    int perSample = shape.elements();
    float[] all = new float[Math.multiplyExact(perSample, samples.size())];
    for (int i = 0; i < samples.size(); i++) {
      requireElements(samples.get(i));
      System.arraycopy(samples.get(i), 0, all, i * perSample, perSample);
    }
    long[] graphBatch = Layout.AS_GRAPH.batchShape(shape, samples.size());
    return layout.inTrainedOrder(Nd4j.createFromArray(all).reshape('c', graphBatch));
  }

  private void requireElements(float[] sample) {
    if (sample.length != shape.elements()) {
      throw new IllegalArgumentException(
          "a sample of input '"
              + name
              + "' has "
              + shape.elements()
              + " elements "
              + shape
              + ", not "
              + sample.length);
    }
  }
}
