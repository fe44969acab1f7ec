package org.dl4jmot.examples.bench;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.ExportStage;
import org.dl4jmot.examples.measure.JavaClassifier;
import org.dl4jmot.examples.measure.Latency;
import org.dl4jmot.examples.measure.LiteRtClassifier;
import org.dl4jmot.examples.networks.Architectures;
import org.dl4jmot.fashionmnist.FashionMnist;
import org.dl4jmot.fashionmnist.ImageLayout;
import org.dl4jmot.fashionmnist.ImageSet;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.quantization.scheme.FullInteger;

/** Median time of one image in the interpreter and in LiteRT; claims nothing. */
final class InterpreterTime implements Benchmark {
  @Override
  public String claim() {
    return "one image, batch 1, one thread (measured only)";
  }

  @Override
  public Outcome run() {
    ImageSet images = FashionMnist.subset().train().first(100);
    ExportStage int8 =
        FullInteger.calibratedBy(List.of(images.all(ImageLayout.NCHW).getFeatures()));
    List<String> lines = new ArrayList<>();
    lines.add(line("A float", Architectures.lenetBn(1), Optional.empty(), images));
    lines.add(line("A int8", Architectures.lenetBn(1), Optional.of(int8), images));
    lines.add(line("B float", Architectures.depthwiseSeparable(1), Optional.empty(), images));
    lines.add(line("B int8", Architectures.depthwiseSeparable(1), Optional.of(int8), images));
    return new Outcome(String.join("\n  ", lines), true);
  }

  private static String line(
      String name,
      MultiLayerConfiguration configuration,
      Optional<ExportStage> scheme,
      ImageSet images) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    EdgeExporter exporter = EdgeExporter.of(network, Architectures.inputType());
    ByteBuffer view = scheme.map(exporter::quantize).orElse(exporter).export().bytes();
    byte[] file = new byte[view.remaining()];
    view.get(file);
    float[] image = images.image(0);
    JavaClassifier java = new JavaClassifier(file);
    try (LiteRtClassifier builtIn = new LiteRtClassifier(file, LiteRtOptions.builtIn());
        LiteRtClassifier xnnpack = new LiteRtClassifier(file, LiteRtOptions.xnnpack())) {
      return String.format(
          Locale.ROOT,
          "%s: Java %.0f us, LiteRT built-in %.0f us, LiteRT XNNPACK %.0f us",
          name,
          Latency.medianMicros(() -> java.run(image)),
          Latency.medianMicros(() -> builtIn.run(image)),
          Latency.medianMicros(() -> xnnpack.run(image)));
    }
  }
}
