package org.dl4jmot.examples.demo;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.ExportStage;
import org.dl4jmot.examples.networks.Architectures;
import org.dl4jmot.fashionmnist.ImageLayout;
import org.dl4jmot.fashionmnist.ImageSet;
import org.dl4jmot.quantization.scheme.DynamicRange;
import org.dl4jmot.quantization.scheme.Float16;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One way to ship a trained network.
 *
 * @param name in the table, in results.json and of the file
 * @param network what is exported
 * @param scheme how it is quantized; empty for float32
 */
record Variant(String name, MultiLayerNetwork network, Optional<ExportStage> scheme) {
  private static final int CALIBRATION_IMAGES = 500;
  private static final int CALIBRATION_BATCH = 50;

  /** The eight variants of the demo. */
  static List<Variant> all(TrainedNetworks networks, ImageSet train) {
    return List.of(
        of("float", networks.plain()),
        of("float16", networks.plain(), Float16.standard()),
        of("dynamic", networks.plain(), DynamicRange.standard()),
        of("int8", networks.plain(), calibrated(train)),
        of("qat-int8", networks.quantizationAware(), FullInteger.fromTrainedRanges()),
        of("pruned80-float", networks.pruned()),
        of("pruned80-int8", networks.pruned(), calibrated(train)),
        of(
            "pruned80-qat-int8",
            networks.prunedQuantizationAware(),
            FullInteger.fromTrainedRanges()));
  }

  /** How it is exported: verified in LiteRT, or no file. */
  EdgeExporter exporter() {
    EdgeExporter exporter = EdgeExporter.of(network, Architectures.inputType());
    return scheme.map(exporter::quantize).orElse(exporter);
  }

  String fileName() {
    return name + ".tflite";
  }

  private static Variant of(String name, MultiLayerNetwork network) {
    return new Variant(name, network, Optional.empty());
  }

  private static Variant of(String name, MultiLayerNetwork network, ExportStage scheme) {
    return new Variant(name, network, Optional.of(scheme));
  }

  private static FullInteger calibrated(ImageSet train) {
    int images = Math.min(CALIBRATION_IMAGES, train.size());
    Stream<INDArray> batches =
        IntStream.iterate(0, from -> from < images, from -> from + CALIBRATION_BATCH)
            .mapToObj(from -> IntStream.range(from, Math.min(images, from + CALIBRATION_BATCH)))
            .map(batch -> train.batch(ImageLayout.NCHW, batch.toArray()).getFeatures());
    return FullInteger.calibratedBy(batches);
  }
}
