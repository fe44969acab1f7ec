/**
 * Whether dimension 0 of a graph's tensors is a batch that may have any size, and graphs of other
 * batch sizes. Knows graphs and operations, no file format.
 */
package org.dl4jmot.runtime.batch;
