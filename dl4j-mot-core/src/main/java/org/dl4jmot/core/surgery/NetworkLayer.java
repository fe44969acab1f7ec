package org.dl4jmot.core.surgery;

import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;

/**
 * A layer of a trained network, seen from both sides. Not for use as a key: Deeplearning4j hashes
 * layers by their parameters.
 *
 * @param name the layer's name; in a ComputationGraph that of its vertex
 * @param conf its entry in the network's configuration: what is saved
 * @param live the layer that computes and holds the parameters
 */
public record NetworkLayer(String name, org.deeplearning4j.nn.conf.layers.Layer conf, Layer live) {
  /** Checks that nothing is missing. */
  public NetworkLayer {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(conf, "conf");
    Objects.requireNonNull(live, "live");
  }

  /**
   * Whether the layer has weights: kernels, unlike the statistics of batch normalization and the
   * ranges that quantization-aware layers keep among their parameters.
   */
  public boolean hasWeights() {
    return !conf.initializer().weightKeys(conf).isEmpty();
  }

  /**
   * The configurations to edit so that an edit both is saved and takes effect: the same object
   * twice as a rule, two objects where Deeplearning4j has copied it for the live layer, as wrapper
   * layers do.
   */
  public Stream<org.deeplearning4j.nn.conf.layers.Layer> confs() {
    return Stream.of(conf, live.conf().getLayer());
  }
}
