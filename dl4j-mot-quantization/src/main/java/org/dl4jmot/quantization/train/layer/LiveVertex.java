package org.dl4jmot.quantization.train.layer;

import java.util.Map;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.vertex.BaseWrapperVertex;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
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
    return quantizer.result(underlying.doForward(training, workspaceMgr), training, workspaceMgr);
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
    underlying.setEpsilon(quantizer.backward(Role.OUTPUT, underlying.getEpsilon(), workspaceMgr));
    Pair<Gradient, INDArray[]> result = underlying.doBackward(tbptt, workspaceMgr);
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
