/**
 * Decides, before anything changes, which tensor gets which quantization parameters and where they
 * come from: the table of what each operation takes, the analysis of a graph by it, and the
 * arithmetic of scales and zero points that training and export share. Sees the graph alone.
 */
package org.dl4jmot.quantization.plan;
