package org.dl4jmot.core.surgery;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * Data that can be read several times, features only, from either kind of iterator.
 *
 * @param resettable whether the data can be read again
 * @param reset goes back to the first batch
 * @param hasNext whether a batch is left
 * @param next the next batch, an array per network input
 */
record FeatureBatches(
    BooleanSupplier resettable,
    Runnable reset,
    BooleanSupplier hasNext,
    Supplier<INDArray[]> next) {

  static FeatureBatches of(DataSetIterator data) {
    return new FeatureBatches(
        data::resetSupported,
        data::reset,
        data::hasNext,
        () -> new INDArray[] {data.next().getFeatures()});
  }

  static FeatureBatches of(MultiDataSetIterator data) {
    return new FeatureBatches(
        data::resetSupported, data::reset, data::hasNext, () -> data.next().getFeatures());
  }

  /** Passes every batch, from the first. */
  void forEach(Consumer<INDArray[]> batch) {
    reset.run();
    while (hasNext.getAsBoolean()) {
      batch.accept(next.get());
    }
  }

  /** Fails unless the data can be read several times and has anything in it. */
  void check() {
    if (!resettable.getAsBoolean()) {
      throw new IllegalArgumentException(
          "the data must be readable several times: pass an iterator that supports reset()");
    }
    reset.run();
    if (!hasNext.getAsBoolean()) {
      throw new IllegalArgumentException(
          "the data is empty: batch normalization statistics need at least one batch");
    }
  }
}
