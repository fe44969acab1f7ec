package org.dl4jmot.quantization.scheme;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.export.EdgeExporter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An export allots memory in proportion to its constants, with a small factor: what it allots in
 * all, garbage included, bounds what it holds.
 */
class LeanExportTest {
  private static final int INPUTS = 2048;
  private static final int UNITS = 4096;
  private static final double CONSTANT_BYTES = (double) INPUTS * UNITS * Float.BYTES;
  private static MultiLayerNetwork network;

  @BeforeAll
  static void create() {
    network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(
                    new DenseLayer.Builder()
                        .nIn(INPUTS)
                        .nOut(UNITS)
                        .activation(Activation.RELU)
                        .build())
                .build());
    network.init();
    copies(EdgeExporter.of(network)); // What is loaded once does not count.
  }

  /** Copied out, stored as constant, written to the file; and half a copy for all else. */
  @Test
  void floatExportAllotsThreeCopies() {
    double copies = copies(EdgeExporter.of(network));
    assertTrue(copies < 3.5, copies + " copies");
  }

  /** Copied out and stored as floats, then twice a quarter as integers; and half for all else. */
  @Test
  void integerExportAllotsTwoCopiesAndAHalf() {
    INDArray samples = Nd4j.rand(2, INPUTS);
    double copies =
        copies(EdgeExporter.of(network).quantize(FullInteger.calibratedBy(List.of(samples))));
    assertTrue(copies < 3, copies + " copies");
  }

  private static double copies(EdgeExporter exporter) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    exporter.verifySamples(1).export();
    return (threads.getThreadAllocatedBytes(thread) - before) / CONSTANT_BYTES;
  }
}
