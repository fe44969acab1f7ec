package org.dl4jmot.examples.demo;

import java.util.IdentityHashMap;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.examples.measure.FileSize;
import org.dl4jmot.examples.measure.Latency;
import org.dl4jmot.examples.measure.LiteRtClassifier;
import org.dl4jmot.examples.measure.Predictions;
import org.dl4jmot.examples.measure.PrunableKernels;
import org.dl4jmot.fashionmnist.ImageLayout;
import org.dl4jmot.fashionmnist.ImageSet;
import org.dl4jmot.litert.LiteRtOptions;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Measures variants on the test images; a network that several share is measured once. */
final class Measuring {
  private final ImageSet test;
  private final IdentityHashMap<MultiLayerNetwork, OfNetwork> known = new IdentityHashMap<>();

  Measuring(ImageSet test) {
    this.test = test;
  }

  VariantResult of(Variant variant, byte[] file) {
    OfNetwork network = known.computeIfAbsent(variant.network(), this::measure);
    Predictions predictions = predictions(file);
    FileSize size = FileSize.of(file);
    return new VariantResult(
        variant.name(),
        network.predictions().accuracy(),
        predictions.accuracy(),
        predictions.agreement(network.predictions()),
        size.bytes(),
        size.gzipBytes(),
        liteRtLatency(file),
        network.latencyMicros(),
        network.sparsity());
  }

  private Predictions predictions(byte[] file) {
    try (LiteRtClassifier classifier = new LiteRtClassifier(file, LiteRtOptions.builtIn())) {
      return Predictions.of(classifier, test);
    }
  }

  private double liteRtLatency(byte[] file) {
    float[] image = test.image(0);
    try (LiteRtClassifier classifier = new LiteRtClassifier(file, LiteRtOptions.xnnpack())) {
      return Latency.medianMicros(() -> classifier.run(image));
    }
  }

  private OfNetwork measure(MultiLayerNetwork network) {
    INDArray image = test.batch(ImageLayout.NCHW, 0).getFeatures();
    return new OfNetwork(
        Predictions.of(network, test),
        Latency.medianMicros(() -> network.output(image)),
        PrunableKernels.sparsity(network));
  }

  private record OfNetwork(Predictions predictions, double latencyMicros, double sparsity) {}
}
