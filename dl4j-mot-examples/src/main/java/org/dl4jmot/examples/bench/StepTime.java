package org.dl4jmot.examples.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.examples.networks.Architectures;
import org.dl4jmot.fashionmnist.FashionMnist;
import org.dl4jmot.fashionmnist.ImageLayout;
import org.dl4jmot.onednn.OneDnn;
import org.dl4jmot.pruning.PolynomialDecay;
import org.dl4jmot.pruning.PruningListener;
import org.dl4jmot.quantization.train.QuantizationAware;
import org.nd4j.linalg.dataset.DataSet;

/**
 * What quantization-aware training and pruning add to a training step of 128 images. The networks
 * take their steps in turn, so that whatever else the machine does meets all of them; a second
 * plain network shows how far chance goes.
 */
final class StepTime implements Benchmark {
  private static final int BATCH = 128;
  private static final int WARM_UP = 6;
  private static final int STEPS = 60;
  private static final double QAT_BOUND = 1.25;
  private static final double PRUNING_BOUND = 1.02;

  @Override
  public String claim() {
    return "on network A a step takes at most 1.25 times as long quantization-aware, 1.02 pruning";
  }

  @Override
  public Outcome run() {
    OneDnn.enable();
    Ratios a = measure(Architectures.lenetBn(1));
    Ratios b = measure(Architectures.depthwiseSeparable(1));
    return new Outcome(
        "A: " + a + "\n  B: " + b, a.qat() <= QAT_BOUND && a.pruning() <= PRUNING_BOUND);
  }

  private static Ratios measure(MultiLayerConfiguration configuration) {
    DataSet batch =
        FashionMnist.subset().train().batch(ImageLayout.NCHW, IntStream.range(0, BATCH).toArray());
    Map<String, MultiLayerNetwork> networks = new LinkedHashMap<>();
    networks.put("plain", network(configuration));
    networks.put("again", network(configuration));
    networks.put(
        "qat", QuantizationAware.network(network(configuration), Architectures.inputType()));
    MultiLayerNetwork pruned = network(configuration);
    PruningListener.of(PolynomialDecay.to(0.8, STEPS)).attachTo(pruned);
    networks.put("pruning", pruned);
    Map<String, double[]> times = new LinkedHashMap<>();
    networks.keySet().forEach(name -> times.put(name, new double[STEPS]));
    for (int step = -WARM_UP; step < STEPS; step++) {
      for (Map.Entry<String, MultiLayerNetwork> network : networks.entrySet()) {
        double time = seconds(network.getValue(), batch);
        if (step >= 0) {
          times.get(network.getKey())[step] = time;
        }
      }
    }
    double[] plain = times.get("plain");
    return new Ratios(
        1e3 * median(plain),
        ratio(times.get("again"), plain),
        ratio(times.get("qat"), plain),
        ratio(times.get("pruning"), plain));
  }

  private static MultiLayerNetwork network(MultiLayerConfiguration configuration) {
    // Networks of one configuration object would share their iteration count.
    MultiLayerNetwork network = new MultiLayerNetwork(configuration.clone());
    network.init();
    return network;
  }

  private static double seconds(MultiLayerNetwork network, DataSet batch) {
    long begin = System.nanoTime();
    network.fit(batch);
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Median of the ratios of steps that ran beside each other. */
  private static double ratio(double[] times, double[] plain) {
    return median(IntStream.range(0, STEPS).mapToDouble(i -> times[i] / plain[i]).toArray());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private record Ratios(double plainMillis, double again, double qat, double pruning) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "plain %.0f ms; against it: plain %.3f, quantization-aware %.3f, pruning %.3f",
          plainMillis,
          again,
          qat,
          pruning);
    }
  }
}
