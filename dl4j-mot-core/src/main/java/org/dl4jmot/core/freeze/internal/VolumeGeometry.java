package org.dl4jmot.core.freeze.internal;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Window;

/**
 * How the filter of a three-dimensional convolution or pooling layer slides. Every array holds
 * depth, height and width.
 *
 * @param mode Deeplearning4j's mode
 * @param kernel cells of the filter
 * @param stride steps
 * @param padding explicit padding at both ends; unused by {@code Same}
 * @param dilation distances of neighbouring filter cells
 */
record VolumeGeometry(
    ConvolutionMode mode, int[] kernel, int[] stride, int[] padding, int[] dilation) {

  /** What keeps a geometry from having a form in a graph. */
  List<Problem> problems() {
    return mode == ConvolutionMode.Causal
        ? List.of(
            new Problem(
                "ConvolutionMode.Causal is for sequences",
                "Use Same, Truncate or Strict for volumes"))
        : List.of();
  }

  /** Whether there is explicit padding. */
  boolean isPadded() {
    return mode != ConvolutionMode.Same && Arrays.stream(padding).anyMatch(cells -> cells != 0);
  }

  /** Padding of the window, with explicit padding left to a {@link Pad} in front. */
  Padding implicit() {
    return mode == ConvolutionMode.Same ? Padding.SAME : Padding.VALID;
  }

  /** Steps along height and width. */
  Window planes() {
    return new Window(stride[1], stride[2], dilation[1], dilation[2], implicit());
  }

  /** Steps along the depth, as the rows of a window. */
  Window slices() {
    return new Window(stride[0], 1, dilation[0], 1, implicit());
  }

  /** Cells at each end of each axis that explicit padding adds. */
  List<Integer> cells() {
    return List.of(0, padding[0], padding[1], padding[2], 0);
  }

  /** The explicit padding as an operation. */
  Pad pad() {
    return new Pad(cells(), cells());
  }
}
