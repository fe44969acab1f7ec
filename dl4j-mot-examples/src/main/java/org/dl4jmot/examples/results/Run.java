package org.dl4jmot.examples.results;

import java.util.Optional;

/**
 * A stage of the recipe for one network and seed.
 *
 * @param architecture the network
 * @param seed of initialization, dropout and the order of images
 * @param stage which training
 */
record Run(Architecture architecture, long seed, Stage stage) {
  /** The run this one continues. */
  Optional<Run> start() {
    return stage.start().map(before -> new Run(architecture, seed, before));
  }

  /** Name in file names and logs, such as {@code A-1-float}. */
  String label() {
    return architecture + "-" + seed + "-" + stage.label();
  }
}
