package org.dl4jmot.examples.bench;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.examples.networks.Architectures;
import org.dl4jmot.quantization.scheme.DynamicRange;

/** How long the export of network A takes in a warm JVM, verification apart. */
final class ExportTime implements Benchmark {
  private static final int WARM_UP = 3;
  private static final int EXPORTS = 5;
  private static final double BOUND_SECONDS = 1;
  private static final Set<String> APART = Set.of("calibrate", "verify");

  @Override
  public String claim() {
    return "network A is exported in at most 1 s, calibration and verification apart";
  }

  @Override
  public Outcome run() {
    MultiLayerNetwork network = new MultiLayerNetwork(Architectures.lenetBn(1));
    network.init();
    double slowest = 0;
    Map<String, Double> stages = Map.of();
    for (int i = 0; i < WARM_UP + EXPORTS; i++) {
      Map<String, Double> seconds = export(network);
      double total =
          seconds.entrySet().stream()
              .filter(stage -> !APART.contains(stage.getKey()))
              .mapToDouble(Map.Entry::getValue)
              .sum();
      if (i >= WARM_UP && total > slowest) {
        slowest = total;
        stages = seconds;
      }
    }
    return new Outcome(
        String.format(Locale.ROOT, "slowest of %d: %.3f s; stages %s", EXPORTS, slowest, stages),
        slowest <= BOUND_SECONDS);
  }

  private static Map<String, Double> export(MultiLayerNetwork network) {
    return EdgeExporter.of(network, Architectures.inputType())
        .quantize(DynamicRange.standard())
        .reference(Optional.empty())
        .verifySamples(1)
        .export()
        .report()
        .seconds();
  }
}
