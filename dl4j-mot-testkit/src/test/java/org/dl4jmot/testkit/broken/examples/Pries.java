package org.dl4jmot.testkit.broken.examples;

import org.dl4jmot.testkit.broken.core.internal.Secret;

/** Reaches into another module. */
class Pries {
  Secret secret;
}
