/**
 * Observes the tensors of a float graph over representative data: where samples come from,
 * observers that turn what they see into ranges, and warnings about ranges that serve badly. Sees
 * the graph alone.
 */
package org.dl4jmot.quantization.calibrate;
