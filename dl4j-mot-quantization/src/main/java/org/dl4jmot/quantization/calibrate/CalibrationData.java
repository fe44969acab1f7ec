package org.dl4jmot.quantization.calibrate;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.dl4jmot.core.data.NetworkInput;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * Where calibration samples come from. May be asked several times, once per export; implementations
 * then start from the beginning where their source can.
 */
@FunctionalInterface
public interface CalibrationData {
  /**
   * Batches of representative inputs, in an order that repeats.
   *
   * @return per batch an array per input of the network, samples along the first axis, laid out as
   *     the network is fed in training
   */
  Iterator<INDArray[]> batches();

  /** The features of a data set, for a network of one input; reset before use where it can be. */
  static CalibrationData of(DataSetIterator data) {
    return () -> {
      if (data.resetSupported()) {
        data.reset();
      }
      return mapped(data, set -> new INDArray[] {set.getFeatures()});
    };
  }

  /** The features of a multi-input data set; reset before use where it can be. */
  static CalibrationData of(MultiDataSetIterator data) {
    return () -> {
      if (data.resetSupported()) {
        data.reset();
      }
      return mapped(data, set -> set.getFeatures());
    };
  }

  /** Batches for a network of one input. */
  static CalibrationData of(Iterable<INDArray> batches) {
    return () -> mapped(batches.iterator(), batch -> new INDArray[] {batch});
  }

  /**
   * Batches for a network of one input. The stream is read when first needed, as far as needed, and
   * what was read is kept for a next time.
   */
  static CalibrationData of(Stream<INDArray> batches) {
    return of(new ReplayedStream<>(batches));
  }

  /**
   * The samples of the batches, in the graph's layout.
   *
   * @param inputs the network's inputs
   * @param limit most samples to take, at least 1
   * @return per sample an array per input
   * @throws CalibrationException if there is no sample, a batch has another shape than the inputs,
   *     or a value is NaN or infinite
   */
  default List<float[][]> samples(List<NetworkInput> inputs, int limit) {
    return new SampleReader(inputs, limit).read(batches());
  }

  private static <T> Iterator<INDArray[]> mapped(
      Iterator<T> source, java.util.function.Function<T, INDArray[]> arrays) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return source.hasNext();
      }

      @Override
      public INDArray[] next() {
        return arrays.apply(source.next());
      }
    };
  }
}
