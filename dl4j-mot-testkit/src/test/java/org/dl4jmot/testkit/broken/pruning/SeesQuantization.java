package org.dl4jmot.testkit.broken.pruning;

import org.dl4jmot.testkit.broken.quantization.Neighbour;

/** Pruning must not see quantization. */
class SeesQuantization {
  Neighbour neighbour;
}
