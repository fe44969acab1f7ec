/**
 * Fake quantization of arrays: grids, batch ranges, and what a quantization-aware layer learns.
 * Knows ND4J's arrays and no layer.
 */
package org.dl4jmot.quantization.train.fake;
