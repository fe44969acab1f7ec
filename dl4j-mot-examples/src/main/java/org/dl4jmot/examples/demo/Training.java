package org.dl4jmot.examples.demo;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.examples.networks.Architectures;
import org.dl4jmot.fashionmnist.ImageLayout;
import org.dl4jmot.fashionmnist.ImageSet;
import org.dl4jmot.pruning.PolynomialDecay;
import org.dl4jmot.pruning.PruningListener;
import org.dl4jmot.quantization.train.QuantizationAware;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Trains the demo's networks, each epoch with a line of progress. */
final class Training {
  private static final double RATE = 1e-3;
  private static final double FINE_TUNING_RATE = 1e-4;
  private static final int PRUNING_EPOCHS = 2;
  private static final double SPARSITY = 0.8;

  /** Masks stand still for the last quarter, so that the weights left can settle. */
  private static final double PRUNING_SHARE = 0.75;

  private static final int PRUNING_UPDATES = 20;

  /** A training of some hundred steps needs statistics that follow faster than Keras' 0.99. */
  private static final double MOMENTUM = 0.9;

  private final ImageSet images;
  private final long seed;
  private final int epochs;
  private final Progress progress;

  Training(ImageSet images, long seed, int epochs, Progress progress) {
    this.images = images;
    this.seed = seed;
    this.epochs = epochs;
    this.progress = progress;
  }

  TrainedNetworks run() {
    // Initialization and dropout draw from ND4J's one generator.
    Nd4j.getRandom().setSeed(seed);
    MultiLayerNetwork plain = new MultiLayerNetwork(Architectures.lenetBn(seed, MOMENTUM));
    plain.init();
    fit("float", plain, epochs, RATE);
    MultiLayerNetwork quantizationAware =
        QuantizationAware.network(plain, Architectures.inputType());
    fit("quantization-aware", quantizationAware, 1, FINE_TUNING_RATE);
    QuantizationAware.align(quantizationAware, Architectures.inputType());
    MultiLayerNetwork pruned = plain.clone();
    pruning().attachTo(pruned);
    fit("pruning to 80 %", pruned, PRUNING_EPOCHS, RATE);
    MultiLayerNetwork prunedQuantizationAware =
        QuantizationAware.network(pruned, Architectures.inputType());
    fit("pruned, quantization-aware", prunedQuantizationAware, 1, FINE_TUNING_RATE);
    QuantizationAware.align(prunedQuantizationAware, Architectures.inputType());
    return new TrainedNetworks(plain, quantizationAware, pruned, prunedQuantizationAware);
  }

  private PruningListener pruning() {
    int steps = PRUNING_EPOCHS * ((images.size() + DemoArguments.BATCH - 1) / DemoArguments.BATCH);
    long end = Math.round(PRUNING_SHARE * steps);
    return PruningListener.of(
        PolynomialDecay.builder()
            .finalSparsity(SPARSITY)
            .end(end)
            .frequency(Math.max(1, end / PRUNING_UPDATES))
            .build());
  }

  private void fit(String what, MultiLayerNetwork network, int times, double rate) {
    network.setLearningRate(rate);
    DataSetIterator batches = images.shuffled(ImageLayout.NCHW, DemoArguments.BATCH, seed);
    for (int epoch = 1; epoch <= times; epoch++) {
      network.fit(batches);
      progress.say("%s: epoch %d of %d, loss %.3f", what, epoch, times, network.score());
    }
  }
}
