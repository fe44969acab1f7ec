package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.conf.weightnoise.WeightNoise;
import org.dl4jmot.core.freeze.spi.Problem;

/** Problems that any layer with weights and an activation function may have. */
final class Layers {
  /** Noise that Deeplearning4j adds in training alone. */
  private static final Set<Class<? extends IWeightNoise>> TRAINING_ONLY =
      Set.of(DropConnect.class, WeightNoise.class);

  private Layers() {}

  static List<Problem> problems(BaseLayer layer) {
    List<Problem> problems = new ArrayList<>(Activations.problems(layer.getActivationFn()));
    problems.addAll(weightNoiseProblems(layer));
    return problems;
  }

  static List<Problem> weightNoiseProblems(BaseLayer layer) {
    IWeightNoise noise = layer.getWeightNoise();
    if (noise == null || TRAINING_ONLY.contains(noise.getClass())) {
      return List.of();
    }
    return List.of(
        new Problem(
            "its weight noise "
                + noise.getClass().getName()
                + " may change the weights at inference too",
            "Use DropConnect or WeightNoise, or remove it before the export"));
  }
}
