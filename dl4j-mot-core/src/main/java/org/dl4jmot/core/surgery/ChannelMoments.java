package org.dl4jmot.core.surgery;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Mean and population variance per channel, over as many batches as are added. */
final class ChannelMoments {
  private final String layer;
  private final CNN2DFormat format;
  private double count;
  private INDArray mean;
  private INDArray squaredDeviations;

  ChannelMoments(String layer, CNN2DFormat format) {
    this.layer = layer;
    this.format = format;
  }

  /**
   * Adds a batch. Batches are combined by the pairwise update of Chan, Golub and LeVeque (1979), in
   * double precision: summing squares in float would lose small variances beside large means.
   */
  void add(INDArray batch) {
    int[] axes = axesToReduce(batch);
    INDArray wide = batch.castTo(DataType.DOUBLE);
    INDArray batchMean = wide.mean(axes);
    double batchCount = (double) batch.length() / batchMean.length();
    INDArray batchDeviations = wide.var(false, axes).mul(batchCount);
    if (count == 0) {
      mean = batchMean;
      squaredDeviations = batchDeviations;
    } else {
      INDArray delta = batchMean.sub(mean);
      double total = count + batchCount;
      squaredDeviations
          .addi(batchDeviations)
          .addi(delta.mul(delta).mul(count * batchCount / total));
      mean.addi(delta.mul(batchCount / total));
    }
    count += batchCount;
  }

  private int[] axesToReduce(INDArray batch) {
    return switch (batch.rank()) {
      case 2 -> new int[] {0};
      case 4 -> format == CNN2DFormat.NCHW ? new int[] {0, 2, 3} : new int[] {0, 1, 2};
      default ->
          throw new IllegalArgumentException(
              "batch normalization layer '"
                  + layer
                  + "' reads arrays of rank "
                  + batch.rank()
                  + "; statistics can be estimated for rank 2 (vectors) and 4 (images)");
    };
  }

  INDArray mean() {
    return mean;
  }

  INDArray variance() {
    return squaredDeviations.div(count);
  }
}
