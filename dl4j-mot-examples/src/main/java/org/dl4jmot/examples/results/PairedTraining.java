package org.dl4jmot.examples.results;

import java.util.List;
import org.dl4jmot.examples.measure.Predictions;
import org.dl4jmot.fashionmnist.FashionMnist;

/**
 * Repeats quantization-aware training and its control with other orders of images. One training
 * differs from another by more than quantization costs; the mean of many pairs shows what it costs.
 */
final class PairedTraining {
  private final FashionMnist data;
  private final Trainer trainer;
  private final Exporting exporting;
  private final Pairs pairs;

  PairedTraining(FashionMnist data, Checkpoints checkpoints, Pairs pairs) {
    this.data = data;
    this.pairs = pairs;
    trainer = new Trainer(data.train(), checkpoints);
    exporting = new Exporting(data);
  }

  /** Trains what is not there yet; the first order of all seeds, then the second. */
  void run(List<Architecture> architectures, List<Long> seeds, int repetitions) {
    for (Architecture architecture : architectures) {
      for (int repetition = 1; repetition <= repetitions; repetition++) {
        for (long seed : seeds) {
          if (pairs.find(architecture, seed, repetition).isEmpty()) {
            pairs.save(architecture, seed, repetition, train(architecture, seed, repetition));
          }
        }
      }
    }
  }

  private Pair train(Architecture architecture, long seed, int repetition) {
    Predictions control =
        Predictions.of(
            trainer.repeated(new Run(architecture, seed, Stage.CONTROL), repetition), data.test());
    Predictions qat =
        exporting.predictions(
            trainer.repeated(new Run(architecture, seed, Stage.QAT), repetition), Form.QAT_INT8);
    Pair pair =
        new Pair(
            control.accuracy(), qat.accuracy(), control.rightAlone(qat), qat.rightAlone(control));
    System.out.printf(
        "%s-%d pair %d: control %.2f %%, QAT int8 in LiteRT %.2f %%%n",
        architecture, seed, repetition, pair.controlPercent(), pair.qatPercent());
    return pair;
  }
}
