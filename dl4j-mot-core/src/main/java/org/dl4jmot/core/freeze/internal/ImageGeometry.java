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

  /** The geometry of a sequence, which becomes an image of height 1. */
  static ImageGeometry ofSequence(
      ConvolutionMode mode, int kernel, int stride, int padding, int dilation) {
    return new ImageGeometry(
        mode,
        new int[] {1, kernel},
        new int[] {1, stride},
        new int[] {0, padding},
        new int[] {1, dilation});
  }

  /** What keeps an image's geometry from having a form in a graph. */
  public List<Problem> problems() {
    if (isCausal()) {
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

  private boolean isCausal() {
    return mode == ConvolutionMode.Causal;
  }

  /** Whether there is explicit padding. */
  public boolean isPadded() {
    return !isSame() && (before().stream().anyMatch(cells -> cells > 0) || after(0) + after(1) > 0);
  }

  /** Whether the filter has holes. */
  boolean isDilated() {
    return dilation[0] != 1 || dilation[1] != 1;
  }

  /** The window, with the explicit padding left to a {@link Pad} in front. */
  public Window window() {
    return new Window(
        stride[0], stride[1], dilation[0], dilation[1], isSame() ? Padding.SAME : Padding.VALID);
  }

  /** Rows and columns that the filter spans, dilation included. */
  int span(int axis) {
    return (kernel[axis] - 1) * dilation[axis] + 1;
  }

  /** Cells in front of each axis that explicit padding adds: no look ahead for {@code Causal}. */
  public List<Integer> before() {
    return List.of(0, before(0), before(1), 0);
  }

  /** Cells behind each axis that explicit padding adds. */
  List<Integer> after() {
    return List.of(0, after(0), after(1), 0);
  }

  private int before(int axis) {
    return isCausal() ? span(axis) - 1 : padding[axis];
  }

  private int after(int axis) {
    return isCausal() ? 0 : padding[axis];
  }

  /** The explicit padding as an operation. */
  public Pad pad() {
    return new Pad(before(), after());
  }
}
