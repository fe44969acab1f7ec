package org.dl4jmot.examples.quickstart;

import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.dl4jmot.runtime.EdgeModel;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Trains y = 2x − 1, exports it as a full-integer file and runs that. */
public final class QuickStart {
  private QuickStart() {}

  /**
   * Runs the example in seven lines.
   *
   * @param file where to write the model
   * @param input x, in [-1, 1]
   * @return y as the exported file computes it
   * @throws java.io.IOException if the file cannot be read back
   */
  public static float run(Path file, float input) throws java.io.IOException {
    // quick start
    var line =
        new OutputLayer.Builder(LossFunction.MSE)
            .nIn(1)
            .nOut(1)
            .activation(Activation.IDENTITY)
            .build();
    var network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder().updater(new Adam(0.1)).list(line).build());
    network.init();
    INDArray x = Nd4j.linspace(DataType.FLOAT, -1, 0.01, 201).reshape(201, 1);
    for (int step = 0; step < 300; step++) network.fit(x, x.mul(2).sub(1));
    EdgeExporter.of(network).quantize(FullInteger.calibratedBy(List.of(x))).write(file);
    float y = EdgeModel.load(file).run(new float[] {input})[0];
    // end
    return y;
  }
}
