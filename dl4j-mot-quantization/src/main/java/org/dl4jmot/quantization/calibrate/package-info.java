/** Observes the tensors of a float graph over representative data. Sees the graph alone. */
package org.dl4jmot.quantization.calibrate;
