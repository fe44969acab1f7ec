package org.dl4jmot.testkit.broken.core.freeze;

import org.dl4jmot.testkit.broken.core.data.Egg;

/** Half of a cycle. */
public class Hen {
  Egg egg;
}
