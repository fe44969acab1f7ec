package org.dl4jmot.examples.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.examples.networks.ResNet8;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How long calibration on 500 images takes, in a JVM that has not warmed up. */
final class CalibrationTime implements Benchmark {
  private static final int IMAGES = 500;
  private static final int RUNS = 3;
  private static final long SEED = 1;
  private static final double BOUND_SECONDS = 15;

  @Override
  public String claim() {
    return "500 images calibrate ResNet-8 (12.5 M multiply-accumulates each) within 15 s";
  }

  @Override
  public Outcome run() {
    ComputationGraph network = new ComputationGraph(ResNet8.configuration(SEED));
    network.init();
    int[] shape = ResNet8.imageShape();
    shape[0] = IMAGES;
    Nd4j.getRandom().setSeed(SEED);
    INDArray images = Nd4j.randn(shape);
    double[] seconds = new double[RUNS];
    Map<String, Double> stages = Map.of();
    for (int i = 0; i < RUNS; i++) {
      stages = export(network, images);
      seconds[i] = stages.get("calibrate");
    }
    return new Outcome(
        String.format(
            Locale.ROOT,
            "%.2f s on %d processors, then %.2f s and %.2f s; stages of the last %s",
            seconds[0],
            Runtime.getRuntime().availableProcessors(),
            seconds[1],
            seconds[2],
            stages),
        seconds[0] <= BOUND_SECONDS);
  }

  private static Map<String, Double> export(ComputationGraph network, INDArray images) {
    return EdgeExporter.of(network, ResNet8.inputType())
        .quantize(FullInteger.calibratedBy(List.of(images)))
        .reference(Optional.empty())
        .verifySamples(1)
        .export()
        .report()
        .seconds();
  }
}
