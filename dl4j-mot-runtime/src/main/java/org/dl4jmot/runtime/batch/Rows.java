package org.dl4jmot.runtime.batch;

/**
 * What dimension 0 of a tensor is to a batch.
 *
 * <p>IN_ORDER: all rows of the first sample, then all of the second, and so on. INTERLEAVED: by
 * blocks, as SPACE_TO_BATCH_ND lays them out; what works row by row does not mind, and
 * BATCH_TO_SPACE_ND puts them in order again.
 */
enum Rows {
  IN_ORDER,
  INTERLEAVED
}
