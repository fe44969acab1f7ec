package org.dl4jmot.cli.model;

import java.util.List;
import java.util.Set;
import org.dl4jmot.cli.engine.Engine;
import org.dl4jmot.core.verify.ComparedModel;
import org.dl4jmot.runtime.tensor.Tensor;

/** A file in LiteRT, in a comparison: its outputs alone, what is between is reused memory. */
final class EngineModel implements ComparedModel {
  private final Engine engine;
  private List<float[][]> loaded = List.of();

  EngineModel(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<String> outputs() {
    return engine.outputs().stream().map(Tensor::name).toList();
  }

  @Override
  public Set<String> tensors() {
    return Set.of();
  }

  @Override
  public void load(List<float[][]> samples) {
    loaded = List.copyOf(samples);
  }

  @Override
  public void run(int index) {
    float[][] sample = loaded.get(index);
    for (int i = 0; i < sample.length; i++) {
      engine.feed(i, sample[i]);
    }
    engine.run();
  }

  @Override
  public float[] output(int index) {
    return engine.reals(index);
  }

  @Override
  public float[] tensor(String name) {
    throw new IllegalArgumentException("no tensor '" + name + "'");
  }
}
