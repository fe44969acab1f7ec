package org.dl4jmot.quantization.train.layer;

import java.util.Map;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.vertex.BaseWrapperVertex;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jmot.core.freeze.TrainedQuantizationSource;
import org.dl4jmot.quantization.train.fake.FakeQuantizer;
import org.dl4jmot.quantization.train.fake.LearnedState;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.TrainedQuantization;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** See {@link FakeQuantizedVertex}. */
final class LiveVertex extends BaseWrapperVertex implements TrainedQuantizationSource {
  private static final long serialVersionUID = 1;

  private final INDArray state;
  private INDArray stateGradient;
  private final FakeQuantizer quantizer;

  LiveVertex(GraphVertex plain, FakeQuantizedVertex conf, INDArray state) {
    super(plain);
    this.state = state.reshape(state.length());
    this.quantizer = new FakeQuantizer(conf::quantization, () -> this.state, () -> stateGradient);
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
    INDArray result = underlying.doForward(training, workspaceMgr);
    if (quantizer.covers(Role.INTERMEDIATE)) {
      sumUp(result, training, workspaceMgr);
    }
    return quantizer.result(result, training, workspaceMgr);
  }

  /** The sum as the file computes it: the first two summands, rounded, and then the others. */
  private void sumUp(INDArray result, boolean training, LayerWorkspaceMgr workspaces) {
    INDArray[] summands = underlying.getInputs();
    INDArray first = result.assign(summands[0]).addi(summands[1]);
    result.assign(
        quantizer.forward(
            Role.INTERMEDIATE, first, training, ArrayType.FF_WORKING_MEM, workspaces));
    for (int i = 2; i < summands.length; i++) {
      result.addi(summands[i]);
    }
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
    underlying.setEpsilon(quantizer.backward(Role.OUTPUT, underlying.getEpsilon(), workspaceMgr));
    Pair<Gradient, INDArray[]> result = underlying.doBackward(tbptt, workspaceMgr);
    if (quantizer.covers(Role.INTERMEDIATE)) {
      quantizer.backwardInPlace(Role.INTERMEDIATE, result.getSecond()[0]);
      quantizer.backwardInPlace(Role.INTERMEDIATE, result.getSecond()[1]);
    }
    quantizer.deliverUpdate();
    return result;
  }

  @Override
  public Map<Role, TrainedQuantization> trainedQuantization() {
    return quantizer.trained();
  }

  @Override
  public Map<String, INDArray> paramTable(boolean backpropOnly) {
    return Map.of(LearnedState.KEY, state);
  }

  @Override
  public INDArray params() {
    return state;
  }

  @Override
  public long numParams() {
    return state.length();
  }

  @Override
  public TrainingConfig getConfig() {
    return new StateTrainingConfig(getVertexName());
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray gradients) {
    stateGradient = gradients.reshape(gradients.length());
  }

  @Override
  public INDArray getGradientsViewArray() {
    return null; // nothing that gradient clipping may touch
  }

  @Override
  public boolean updaterDivideByMinibatch(String paramName) {
    return false;
  }

  @Override
  public String toString() {
    return "LiveVertex(" + underlying + ")";
  }
}
