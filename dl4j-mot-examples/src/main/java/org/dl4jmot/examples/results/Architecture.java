package org.dl4jmot.examples.results;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.examples.networks.Architectures;

/** The networks of the reference figures, by the letters they have there. */
enum Architecture {
  /** The convolutional network with batch norm and a dense layer. */
  A,
  /** The depthwise separable network. */
  B;

  /** The untrained network. */
  MultiLayerNetwork network(long seed) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            switch (this) {
              case A -> Architectures.lenetBn(seed);
              case B -> Architectures.depthwiseSeparable(seed);
            });
    network.init();
    return network;
  }
}
