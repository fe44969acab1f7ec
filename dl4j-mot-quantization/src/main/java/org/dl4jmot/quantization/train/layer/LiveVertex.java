package org.dl4jmot.quantization.train.layer;

import java.util.Map;
import java.util.function.BiConsumer;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
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
  private final InputQuantizer inputQuantizer;
  private final int networkInput;
  private final BiConsumer<INDArray, INDArray> combination;

  /**
   * Wraps a live vertex.
   *
   * @param networkInput place of a network input among what it reads, or -1
   */
  LiveVertex(GraphVertex plain, FakeQuantizedVertex conf, int networkInput, INDArray state) {
    super(plain);
    this.networkInput = networkInput;
    this.combination =
        conf.floatVertex() instanceof ElementWiseVertex vertex
                && vertex.getOp() == ElementWiseVertex.Op.Product
            ? INDArray::muli
            : INDArray::addi;
    this.state = state.reshape(state.length());
    this.quantizer = new FakeQuantizer(conf::quantization, () -> this.state, () -> stateGradient);
    this.inputQuantizer = new InputQuantizer(quantizer);
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
    if (quantizer.covers(Role.INPUT)) {
      INDArray input = underlying.getInputs()[networkInput];
      INDArray rounded = inputQuantizer.apply(input, training, workspaceMgr);
      underlying.getInputs()[networkInput] = rounded;
    }
    INDArray result = own(underlying.doForward(training, workspaceMgr), workspaceMgr);
    if (quantizer.covers(Role.INTERMEDIATE)) {
      combine(result, training, workspaceMgr);
    }
    return quantizer.result(result, training, workspaceMgr);
  }

  /** Rounding works in place; a vertex may answer a part of what it read. */
  private INDArray own(INDArray result, LayerWorkspaceMgr workspaces) {
    return quantizer.covers(Role.OUTPUT) && networkInput >= 0
        ? workspaces.dup(ArrayType.ACTIVATIONS, result, result.ordering())
        : result;
  }

  /** As the file computes it: the first two operands, rounded, and then the others. */
  private void combine(INDArray result, boolean training, LayerWorkspaceMgr workspaces) {
    INDArray[] operands = underlying.getInputs();
    INDArray first = result.assign(operands[0]);
    combination.accept(first, operands[1]);
    result.assign(
        quantizer.forward(
            Role.INTERMEDIATE, first, training, ArrayType.FF_WORKING_MEM, workspaces));
    for (int i = 2; i < operands.length; i++) {
      combination.accept(result, operands[i]);
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
