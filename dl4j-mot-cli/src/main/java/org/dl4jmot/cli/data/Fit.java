package org.dl4jmot.cli.data;

/** How an image gets the size that a model takes. */
public enum Fit {
  /** Width and height are scaled, each by its own factor. */
  STRETCH,
  /** The middle is cut out with the model's proportions, then scaled. */
  CROP
}
