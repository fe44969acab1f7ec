package org.dl4jmot.testkit.broken.runtime.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The runtime must do without ND4J. */
class UsesNd4j {
  INDArray array;
}
