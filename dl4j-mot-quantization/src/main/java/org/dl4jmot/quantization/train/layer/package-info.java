/**
 * Quantization-aware layers: thin subclasses of Deeplearning4j's configurations and layers around
 * one shared {@link org.dl4jmot.quantization.train.fake.FakeQuantizer}. Configurations are public
 * because a saved network names them; {@link org.dl4jmot.quantization.train.QuantizationAware}
 * makes them.
 */
package org.dl4jmot.quantization.train.layer;
