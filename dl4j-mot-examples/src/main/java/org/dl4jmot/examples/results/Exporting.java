package org.dl4jmot.examples.results;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.EdgeFile;
import org.dl4jmot.core.export.OpRow;
import org.dl4jmot.examples.measure.BitExactness;
import org.dl4jmot.examples.measure.FileSize;
import org.dl4jmot.examples.measure.LiteRtClassifier;
import org.dl4jmot.examples.measure.Predictions;
import org.dl4jmot.examples.measure.PrunableKernels;
import org.dl4jmot.examples.networks.Architectures;
import org.dl4jmot.fashionmnist.FashionMnist;
import org.dl4jmot.litert.LiteRtOptions;

/**
 * Exports a form of a trained network and measures it.
 *
 * @param data calibration and test images
 */
record Exporting(FashionMnist data) {
  static final int IMAGES_FOR_ALL_TENSORS = 100;

  /**
   * Measures.
   *
   * @param predictions what the network itself predicts for the test images
   */
  Measurement measure(MultiLayerNetwork network, Predictions predictions, Form form) {
    EdgeExporter exporter = EdgeExporter.of(network, Architectures.inputType());
    EdgeFile file = form.scheme(data.train()).map(exporter::quantize).orElse(exporter).export();
    byte[] bytes = bytes(file);
    Predictions device = predictions(bytes);
    FileSize size = FileSize.of(bytes);
    return new Measurement(
        predictions.accuracy(),
        device.accuracy(),
        device.agreement(predictions),
        device.meanDifference(predictions),
        size.bytes(),
        size.gzipBytes(),
        PrunableKernels.sparsity(network),
        form.isInteger() ? BitExactness.of(bytes, data.test(), IMAGES_FOR_ALL_TENSORS) : null,
        ops(file));
  }

  /** What LiteRT predicts from a form of a trained network. */
  Predictions predictions(MultiLayerNetwork network, Form form) {
    EdgeExporter exporter = EdgeExporter.of(network, Architectures.inputType());
    return predictions(
        bytes(form.scheme(data.train()).map(exporter::quantize).orElse(exporter).export()));
  }

  private static byte[] bytes(EdgeFile file) {
    ByteBuffer view = file.bytes();
    byte[] bytes = new byte[view.remaining()];
    view.get(bytes);
    return bytes;
  }

  private Predictions predictions(byte[] file) {
    try (LiteRtClassifier classifier = new LiteRtClassifier(file, LiteRtOptions.builtIn())) {
      return Predictions.of(classifier, data.test());
    }
  }

  private static String ops(EdgeFile file) {
    Map<String, Long> counts =
        file.report().ops().stream()
            .collect(Collectors.groupingBy(OpRow::op, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(count -> count.getKey() + " ×" + count.getValue())
        .collect(Collectors.joining(", "));
  }
}
