package org.dl4jmot.examples.coverage.samples;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Seeded arrays; the same at every call. */
final class Feeds {
  private static final long SEED = 7;

  private Feeds() {}

  /** Values in [-1, 1). */
  static INDArray uniform(long... shape) {
    SplittableRandom random = new SplittableRandom(SEED);
    return filled(() -> 2 * random.nextDouble() - 1, shape);
  }

  /** Whole numbers in [0, limit). */
  static INDArray indices(int limit, long... shape) {
    SplittableRandom random = new SplittableRandom(SEED);
    return filled(() -> random.nextInt(limit), shape);
  }

  private static INDArray filled(DoubleSupplier values, long... shape) {
    INDArray array = Nd4j.create(DataType.FLOAT, shape);
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, values.getAsDouble());
    }
    return array;
  }
}
