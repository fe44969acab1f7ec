package org.dl4jmot.core.export;

/** How many samples a file takes a run. */
enum Batching {
  /** One. */
  FIXED,
  /** As many as the application resizes the inputs for. */
  DYNAMIC
}
