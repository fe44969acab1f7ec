package org.dl4jmot.examples.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.examples.networks.Architectures;
import org.dl4jmot.fashionmnist.FashionMnist;
import org.dl4jmot.fashionmnist.ImageLayout;
import org.dl4jmot.fashionmnist.ImageSet;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.junit.jupiter.api.Test;

class ResidualNetworkTest {
  @Test
  void interpreterGivesTheBytesOfLiteRtAtEveryTensor() {
    FashionMnist data = FashionMnist.subset();
    ComputationGraph network = new ComputationGraph(Architectures.residual(1));
    network.init();
    network.fit(data.train().first(640).shuffled(ImageLayout.NCHW, 64, 1));
    ImageSet calibration = data.train().first(100);

    ByteBuffer view =
        EdgeExporter.of(network, Architectures.inputType())
            .quantize(
                FullInteger.calibratedBy(List.of(calibration.all(ImageLayout.NCHW).getFeatures()))
                    .withBorder(Border.INT8))
            .export()
            .bytes();
    byte[] file = new byte[view.remaining()];
    view.get(file);
    BitExactness exactness = BitExactness.of(file, data.test().first(500), 100);

    assertEquals(0, exactness.outputBytes());
    assertEquals(0, exactness.tensorBytes());
    assertTrue(exactness.tensors() >= 10, "tensors are compared: " + exactness);
  }
}
