package org.dl4jmot.testkit.broken.core.data;

import org.dl4jmot.testkit.broken.core.freeze.Hen;

/** The other half. */
public class Egg {
  Hen hen;
}
