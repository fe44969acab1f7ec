package org.dl4jmot.quantization.scheme;

import java.util.stream.Stream;
import org.dl4jmot.quantization.calibrate.CalibrationData;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * The presets of TensorFlow's converter, {@code tf.lite.Optimize}, under the names its users know.
 * As there, all three do the same: the converter documents OPTIMIZE_FOR_SIZE and
 * OPTIMIZE_FOR_LATENCY as deprecated, each "does the same as DEFAULT". What a preset gives depends,
 * as there, on whether there is a representative data set:
 *
 * <ul>
 *   <li>without one, dynamic range: {@link DynamicRange#standard()}, int8 weights from 1024
 *       elements on, per channel;
 *   <li>with one, full integer with float fallback: {@link FullInteger#calibratedBy}, float inputs
 *       and outputs; an operation without an int8 form stays float.
 * </ul>
 *
 * <p>One thing differs: the converter quantizes dense weights of integer files per channel, which
 * runtimes before 2.17 accept and compute wrongly. Here they are per tensor, unless {@link
 * FullInteger#withDenseWeights} asks otherwise. EXPERIMENTAL_SPARSITY has no counterpart.
 *
 * <p>Source: {@code python/lite.py} of LiteRT, classes Optimize and QuantizationMode.
 */
public enum Optimize {
  /** Quantizes weights, and with data biases and activations too. */
  DEFAULT,
  /** The same as {@link #DEFAULT}. */
  OPTIMIZE_FOR_SIZE,
  /** The same as {@link #DEFAULT}. */
  OPTIMIZE_FOR_LATENCY;

  /** The form without a representative data set: dynamic range. */
  public DynamicRange withoutData() {
    return DynamicRange.standard();
  }

  /** The form with a representative data set: full integer with float fallback. */
  public FullInteger with(CalibrationData representative) {
    return FullInteger.calibratedBy(representative);
  }

  /** As {@link #with(CalibrationData)}, by the features of a data set; for one input. */
  public FullInteger with(DataSetIterator representative) {
    return FullInteger.calibratedBy(representative);
  }

  /** As {@link #with(CalibrationData)}, by batches of inputs; for one input. */
  public FullInteger with(Stream<INDArray> representative) {
    return FullInteger.calibratedBy(representative);
  }
}
