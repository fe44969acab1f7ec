package org.dl4jmot.quantization.train.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.dl4jmot.quantization.train.fake.FakeQuantizer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The arrays that a wrapped layer takes for its weights: rounded copies of the true ones. */
final class ShadowWeights {
  private final List<Shadow> shadows = new ArrayList<>();

  private record Shadow(WrappedKernels.Kernel kernel, INDArray real, INDArray copy) {}

  /**
   * Puts copies in a layer's hands.
   *
   * @param kernels the parameters to round
   * @param bias the bias that is added behind the layer, which itself adds 0
   * @param real the true parameters by name
   * @param plain the layer
   */
  ShadowWeights(
      List<WrappedKernels.Kernel> kernels,
      Optional<String> bias,
      Map<String, INDArray> real,
      Layer plain) {
    bias.ifPresent(key -> plain.paramTable().put(key, Nd4j.zerosLike(real.get(key)).detach()));
    for (WrappedKernels.Kernel kernel : kernels) {
      INDArray weights = real.get(kernel.key());
      INDArray copy = weights.dup(weights.ordering()).detach();
      // the layers of 1.0.0-M2.1 answer the very map they compute with
      plain.paramTable().put(kernel.key(), copy);
      shadows.add(new Shadow(kernel, weights, copy));
    }
  }

  boolean isEmpty() {
    return shadows.isEmpty();
  }

  /** Rounds the true weights into the copies. */
  void refresh(FakeQuantizer quantizer, boolean training) {
    for (Shadow shadow : shadows) {
      shadow.copy().assign(shadow.kernel().rounded(quantizer, shadow.real(), training));
    }
  }
}
