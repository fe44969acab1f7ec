package org.dl4jmot.core.data;

import java.util.Objects;
import org.dl4jmot.runtime.tensor.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

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
}
