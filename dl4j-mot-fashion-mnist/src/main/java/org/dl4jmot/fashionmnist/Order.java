package org.dl4jmot.fashionmnist;

import java.io.Serializable;
import java.util.stream.IntStream;

/** In which order a pass over a set goes. */
@FunctionalInterface
interface Order extends Serializable {
  /** Indices of all elements in the order of a pass; passes count from 0. */
  int[] ofPass(int pass);

  /** The order in which the elements are stored, at every pass. */
  static Order stored(int size) {
    return pass -> IntStream.range(0, size).toArray();
  }
}
