package org.dl4jmot.examples.results;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.examples.networks.Architectures;
import org.dl4jmot.fashionmnist.ImageLayout;
import org.dl4jmot.fashionmnist.ImageSet;
import org.dl4jmot.pruning.KernelKind;
import org.dl4jmot.pruning.PolynomialDecay;
import org.dl4jmot.pruning.PruningListener;
import org.dl4jmot.quantization.train.QuantizationAware;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains the runs of the recipe, each after the one it continues, and keeps them.
 *
 * @param images training images
 * @param checkpoints where trained networks are kept
 */
record Trainer(ImageSet images, Checkpoints checkpoints) {
  private static final int BATCH = 128;
  private static final double SPARSITY = 0.8;

  /** The network of a run, trained now if it was not before. */
  MultiLayerNetwork network(Run run) {
    if (!checkpoints.has(run)) {
      // The first network after an interruption and the one after a pause are read from the same
      // file.
      checkpoints.save(run, train(run));
    }
    return aligned(run, checkpoints.load(run));
  }

  /** The network that is evaluated rounds as the file does that is compared with it. */
  private static MultiLayerNetwork aligned(Run run, MultiLayerNetwork network) {
    if (run.stage().method() == Stage.Method.QUANTIZATION_AWARE) {
      QuantizationAware.align(network, Architectures.inputType());
    }
    return network;
  }

  private MultiLayerNetwork train(Run run) {
    return train(run, 0);
  }

  /** The network of a run repeated with other images in a batch, and dropout; not kept. */
  MultiLayerNetwork repeated(Run run, int repetition) {
    return aligned(run, train(run, repetition));
  }

  private MultiLayerNetwork train(Run run, int repetition) {
    MultiLayerNetwork start =
        run.start().map(this::network).orElseGet(() -> run.architecture().network(run.seed()));
    Nd4j.getRandom().setSeed(run.seed() + 1_000L * repetition);
    Stage stage = run.stage();
    MultiLayerNetwork network = prepared(stage, start);
    restartUpdater(network, stage.learningRate());
    DataSetIterator batches =
        images.shuffled(ImageLayout.NCHW, BATCH, stage.shuffleSeed(run.seed(), repetition));
    long begin = System.nanoTime();
    for (int epoch = 1; epoch <= stage.epochs(); epoch++) {
      network.fit(batches);
      System.out.printf(
          "%s: epoch %d of %d, loss %.4f, %.0f s%n",
          run.label(), epoch, stage.epochs(), network.score(), (System.nanoTime() - begin) / 1e9);
    }
    return network;
  }

  private MultiLayerNetwork prepared(Stage stage, MultiLayerNetwork start) {
    return switch (stage.method()) {
      case PLAIN -> start;
      case QUANTIZATION_AWARE -> QuantizationAware.network(start, Architectures.inputType());
      case PRUNING -> {
        int steps = stage.epochs() * ((images.size() + BATCH - 1) / BATCH);
        // the output layer too, as tfmot does: the figures stand side by side
        PruningListener.builder()
            .schedule(PolynomialDecay.to(SPARSITY, steps))
            .kernels(kernel -> kernel.kind() != KernelKind.DEPTHWISE)
            .build()
            .attachTo(start);
        yield start;
      }
    };
  }

  /** Adam corrects its bias by the iteration count, which a restored network goes on with. */
  private static void restartUpdater(MultiLayerNetwork network, double learningRate) {
    network.setLearningRate(learningRate);
    network.getLayerWiseConfigurations().setIterationCount(0);
    network.getLayerWiseConfigurations().setEpochCount(0);
  }
}
