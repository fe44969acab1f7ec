package org.dl4jmot.quantization.train.layer;

import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A wrapped layer that carries a state from step to step. */
final class LiveWrappedRecurrent extends LiveWrapped implements RecurrentLayer {
  private static final long serialVersionUID = 1;

  LiveWrappedRecurrent(
      Layer plain, Confs confs, Optional<LayerEnd> end, INDArray parameters, INDArray state) {
    super(plain, confs, end, parameters, state);
  }

  private RecurrentLayer recurrent() {
    return (RecurrentLayer) underlying;
  }

  @Override
  public INDArray rnnTimeStep(INDArray input, LayerWorkspaceMgr workspaceMgr) {
    return forward(
        input, false, workspaceMgr, rounded -> recurrent().rnnTimeStep(rounded, workspaceMgr));
  }

  @Override
  public INDArray rnnActivateUsingStoredState(
      INDArray input, boolean training, boolean storeLastForTbptt, LayerWorkspaceMgr workspaceMgr) {
    return forward(
        input,
        training,
        workspaceMgr,
        rounded ->
            recurrent()
                .rnnActivateUsingStoredState(rounded, training, storeLastForTbptt, workspaceMgr));
  }

  @Override
  public Pair<Gradient, INDArray> tbpttBackpropGradient(
      INDArray epsilon, int tbpttBackLength, LayerWorkspaceMgr workspaceMgr) {
    return backward(
        epsilon,
        workspaceMgr,
        masked -> recurrent().tbpttBackpropGradient(masked, tbpttBackLength, workspaceMgr));
  }

  @Override
  public Map<String, INDArray> rnnGetPreviousState() {
    return recurrent().rnnGetPreviousState();
  }

  @Override
  public void rnnSetPreviousState(Map<String, INDArray> stateMap) {
    recurrent().rnnSetPreviousState(stateMap);
  }

  @Override
  public void rnnClearPreviousState() {
    recurrent().rnnClearPreviousState();
  }

  @Override
  public Map<String, INDArray> rnnGetTBPTTState() {
    return recurrent().rnnGetTBPTTState();
  }

  @Override
  public void rnnSetTBPTTState(Map<String, INDArray> state) {
    recurrent().rnnSetTBPTTState(state);
  }
}
