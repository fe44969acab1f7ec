package org.dl4jmot.examples.plan;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.ExportPlan;
import org.dl4jmot.quantization.calibrate.CalibrationData;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.nd4j.linalg.activations.Activation;

/** Plans the export of a small image classifier, reads the plan, and changes its mind. */
public final class Planning {
  private Planning() {}

  /** An image classifier of 28x28 pixels and 10 classes; a plan does not ask whether it learned. */
  public static MultiLayerNetwork classifier() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .activation(Activation.RELU)
                .convolutionMode(ConvolutionMode.Same)
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5).name("conv").nOut(16).build())
                .layer(new BatchNormalization.Builder().name("norm").build())
                .layer(
                    new SubsamplingLayer.Builder()
                        .name("pool")
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build())
                .layer(new DropoutLayer.Builder(0.6).name("dropout").build())
                .layer(
                    new OutputLayer.Builder()
                        .name("classes")
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build());
    network.init();
    return network;
  }

  /** Full integer, as it comes. */
  public static ExportPlan first(MultiLayerNetwork network, CalibrationData images) {
    // first plan
    ExportPlan plan = EdgeExporter.of(network).quantize(FullInteger.calibratedBy(images)).plan();
    // end
    return plan;
  }

  /** Without the operation that the first plan saw bounce. */
  public static ExportPlan second(MultiLayerNetwork network, CalibrationData images) {
    // second plan
    ExportPlan plan =
        EdgeExporter.of(network)
            .quantize(FullInteger.calibratedBy(images).withFloatOperations("SOFTMAX"))
            .plan();
    // end
    return plan;
  }
}
