package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Window;

/**
 * How the filter of a convolution or pooling layer slides.
 *
 * @param mode Deeplearning4j's mode
 * @param kernel rows and columns
 * @param stride vertical and horizontal
 * @param padding explicit padding at both ends, vertical and horizontal; unused by {@code Same}
 * @param dilation vertical and horizontal
 */
public record ImageGeometry(
    ConvolutionMode mode, int[] kernel, int[] stride, int[] padding, int[] dilation) {

  /** What keeps a geometry from having a form in a graph. */
  public List<Problem> problems() {
    if (mode == ConvolutionMode.Causal) {
      return List.of(
          new Problem(
              "ConvolutionMode.Causal is for sequences",
              "Use Same, Truncate or Strict for images"));
    }
    return List.of();
  }

  /** Whether the padding is implicit. */
  public boolean isSame() {
    return mode == ConvolutionMode.Same;
  }

  /** Whether there is explicit padding. */
  public boolean isPadded() {
    return !isSame() && (padding[0] != 0 || padding[1] != 0);
  }

  /** The window, with the explicit padding left to a {@link Pad} in front. */
  public Window window() {
    return new Window(
        stride[0], stride[1], dilation[0], dilation[1], isSame() ? Padding.SAME : Padding.VALID);
  }

  /** Cells in front of each axis that explicit padding adds. */
  public List<Integer> before() {
    return List.of(0, padding[0], padding[1], 0);
  }

  /** The explicit padding as an operation. */
  public Pad pad() {
    return new Pad(before(), before());
  }
}
