package org.dl4jmot.testkit.broken.core.lower;

import org.deeplearning4j.nn.conf.layers.DenseLayer;

/** A rule sees the graph alone. */
class SeesNetworks {
  DenseLayer layer;
}
