/** Measures trained networks and exported files: accuracy, agreement, sizes, latency. */
package org.dl4jmot.examples.measure;
