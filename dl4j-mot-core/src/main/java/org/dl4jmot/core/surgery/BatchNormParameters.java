package org.dl4jmot.core.surgery;

import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Writes the statistics of a batch normalization layer in the form it keeps them. */
final class BatchNormParameters {
  /**
   * Least variance stored as a logarithm: that of a constant channel would be minus infinity. Far
   * below any layer's epsilon, so it changes no output.
   */
  private static final double LEAST_VARIANCE = 1e-20;

  private BatchNormParameters() {}

  static void set(NetworkLayer layer, ChannelMoments moments) {
    assign(layer, BatchNormalizationParamInitializer.GLOBAL_MEAN, moments.mean());
    if (layer.live().paramTable().containsKey(BatchNormalizationParamInitializer.GLOBAL_VAR)) {
      assign(layer, BatchNormalizationParamInitializer.GLOBAL_VAR, moments.variance());
    } else {
      assign(
          layer,
          BatchNormalizationParamInitializer.GLOBAL_LOG_STD,
          log10OfStandardDeviation(moments.variance()));
    }
  }

  private static INDArray log10OfStandardDeviation(INDArray variance) {
    return Transforms.log(Transforms.max(variance, LEAST_VARIANCE)).muli(0.5 / Math.log(10));
  }

  private static void assign(NetworkLayer layer, String parameter, INDArray values) {
    INDArray target = layer.live().getParam(parameter);
    target.assign(values.castTo(target.dataType()).reshape(target.shape()));
  }
}
