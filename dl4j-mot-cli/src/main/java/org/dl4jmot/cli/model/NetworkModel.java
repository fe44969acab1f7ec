package org.dl4jmot.cli.model;

import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.core.data.NetworkOutput;
import org.dl4jmot.core.freeze.FrozenNetwork;
import org.dl4jmot.core.lower.Lowering;
import org.dl4jmot.core.verify.ComparedModel;
import org.dl4jmot.core.verify.GraphModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained network in a comparison: its outputs are what Deeplearning4j computes, the tensors
 * inside those of its lowered graph, which are named as those of an exported file.
 */
public final class NetworkModel implements ComparedModel {
  private final TrainedModel trained;
  private final List<NetworkInput> inputs;
  private final List<NetworkOutput> outputs;
  private final GraphModel inside;
  private INDArray[] answers = {};
  private int current;

  /**
   * Prepares a network.
   *
   * @param trained the network
   * @param frozen the same network, frozen
   */
  public NetworkModel(TrainedModel trained, FrozenNetwork frozen) {
    this.trained = trained;
    inputs = frozen.inputs();
    outputs = frozen.outputs();
    inside = new GraphModel(Lowering.standard().apply(frozen.graph()));
  }

  @Override
  public List<String> outputs() {
    return outputs.stream().map(NetworkOutput::name).toList();
  }

  @Override
  public Set<String> tensors() {
    return inside.tensors();
  }

  @Override
  public void load(List<float[][]> samples) {
    inside.load(samples);
    INDArray[] batch = new INDArray[inputs.size()];
    for (int i = 0; i < batch.length; i++) {
      int input = i;
      batch[i] = inputs.get(i).batch(samples.stream().map(sample -> sample[input]).toList());
    }
    answers =
        trained.network() instanceof MultiLayerNetwork layers
            ? new INDArray[] {layers.output(batch[0])}
            : ((ComputationGraph) trained.network()).output(batch);
  }

  @Override
  public void run(int index) {
    inside.run(index);
    current = index;
  }

  @Override
  public float[] output(int index) {
    return outputs.get(index).sample(answers[index], current);
  }

  @Override
  public float[] tensor(String name) {
    return inside.tensor(name);
  }
}
