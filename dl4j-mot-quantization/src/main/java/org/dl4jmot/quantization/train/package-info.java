/**
 * Quantization-aware training: fake quantization on Deeplearning4j layers. Knows no file format.
 */
package org.dl4jmot.quantization.train;
