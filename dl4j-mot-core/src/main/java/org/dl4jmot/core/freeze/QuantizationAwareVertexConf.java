package org.dl4jmot.core.freeze;

import org.deeplearning4j.nn.conf.graph.GraphVertex;

/**
 * Implemented by the configuration of a vertex that fake-quantizes: names the float vertex it
 * stands for, which freezing translates in its place. The counterpart of {@link
 * QuantizationAwareConf} for vertices.
 */
public interface QuantizationAwareVertexConf {
  /** The float vertex: same inputs and settings, without fake quantization. */
  GraphVertex floatVertex();
}
