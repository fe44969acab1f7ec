/**
 * Decides, before anything changes, which tensor gets which quantization parameters and where they
 * come from. Sees the graph alone.
 */
package org.dl4jmot.quantization.plan;
