package org.dl4jmot.core.data;

import java.util.Objects;
import org.dl4jmot.runtime.tensor.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One output of a trained network and how its arrays become the graph's.
 *
 * @param name the network's name for the output
 * @param layout how the network's arrays are laid out
 * @param shape shape of the graph's output tensor
 */
public record NetworkOutput(String name, Layout layout, Shape shape) {
  /** Checks that nothing is missing. */
  public NetworkOutput {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(shape, "shape");
  }

  /**
   * The answer to one sample of a batch, as the graph gives it. Where a sample has several rows, as
   * each time step has behind an RnnToFeedForwardPreProcessor, Deeplearning4j puts the first rows
   * of all samples before the second ones.
   *
   * @param answers what the trained network answered to a batch
   * @param index which sample
   * @return its elements, row-major in the graph's layout
   */
  public float[] sample(INDArray answers, long index) {
    int rows = shape.dim(0);
    long samples = answers.size(0) / rows;
    float[] elements = new float[Math.toIntExact(shape.elements())];
    int perRow = elements.length / rows;
    for (int row = 0; row < rows; row++) {
      INDArray one = answers.slice(index + row * samples);
      float[] values = layout.inGraphOrder(one, shape).dup('c').data().asFloat();
      System.arraycopy(values, 0, elements, row * perRow, perRow);
    }
    return elements;
  }
}
