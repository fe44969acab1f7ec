package org.dl4jmot.examples.measure;

import java.nio.ByteBuffer;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.examples.networks.Architectures;
import org.dl4jmot.fashionmnist.ImageLayout;
import org.dl4jmot.fashionmnist.ImageSet;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.quantization.scheme.FullInteger;

/** The int8 file of a residual network, to compare runtimes on branches and sums too. */
public final class ResidualFile {
  private static final int TRAINING_IMAGES = 640;
  private static final int BATCH = 64;
  private static final int CALIBRATION_IMAGES = 100;

  private ResidualFile() {}

  /** Trains the network for ten steps and exports it with int8 input and output. */
  public static byte[] of(ImageSet training) {
    ComputationGraph network = new ComputationGraph(Architectures.residual(1));
    network.init();
    network.fit(training.first(TRAINING_IMAGES).shuffled(ImageLayout.NCHW, BATCH, 1));
    ImageSet calibration = training.first(CALIBRATION_IMAGES);
    ByteBuffer file =
        EdgeExporter.of(network, Architectures.inputType())
            .quantize(
                FullInteger.calibratedBy(List.of(calibration.all(ImageLayout.NCHW).getFeatures()))
                    .withBorder(Border.INT8))
            .export()
            .bytes();
    byte[] bytes = new byte[file.remaining()];
    file.get(bytes);
    return bytes;
  }
}
