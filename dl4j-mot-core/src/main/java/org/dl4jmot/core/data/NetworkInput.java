package org.dl4jmot.core.data;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
 * @param raw what the graph takes in place of the network's normalized values; empty where it takes
 *     those
 */
public record NetworkInput(String name, Layout layout, Shape shape, Optional<RawInput> raw) {
  /** Checks that nothing is missing. */
  public NetworkInput {
    Objects.requireNonNull(raw, "raw");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(shape, "shape");
  }

  /** An input whose values the graph takes as the network does. */
  public NetworkInput(String name, Layout layout, Shape shape) {
    this(name, layout, shape, Optional.empty());
  }

  /** This input for a graph that takes raw values. */
  public NetworkInput withRaw(RawInput newRaw) {
    return new NetworkInput(name, layout, shape, Optional.of(newRaw));
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
   * @return its elements, row-major in the graph's layout; raw where the graph takes raw values
   * @throws IllegalArgumentException if the batch has another shape than this input, or holds
   *     values that its normalization cannot have made
   */
  public float[] sample(INDArray batch, long index) {
    check(batch);
    float[] values = layout.inGraphOrder(batch.slice(index), shape).dup('c').data().asFloat();
    return raw.map(behind -> behind.raw(name, values)).orElse(values);
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
