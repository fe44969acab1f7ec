package org.dl4jmot.quantization.train.layer;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * A wrapped layer that computes a loss. Its loss function and its activation function are handed
 * rounded logits, see {@link RoundedLogits}; the loss is that of the logits, and only who looks at
 * the result sees its rounding.
 */
final class LiveWrappedOutput extends LiveWrapped implements IOutputLayer {
  private static final long serialVersionUID = 1;

  private final RoundedLogits logits;

  LiveWrappedOutput(
      Layer plain, Confs confs, RoundedLogits logits, INDArray parameters, INDArray state) {
    super(plain, confs, Optional.empty(), parameters, state);
    this.logits = logits;
    logits.roundBy(quantizer());
  }

  private IOutputLayer output() {
    return (IOutputLayer) underlying;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    prepare(training, workspaceMgr);
    INDArray result = underlying.activate(training, workspaceMgr);
    return training ? result : quantizer().prescribed(result, false);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    prepare(true, workspaceMgr);
    INDArray input = underlying.input();
    return finish(input, underlying.backpropGradient(epsilon, workspaceMgr), workspaceMgr);
  }

  @Override
  public double computeScore(
      double fullNetworkRegScore, boolean training, LayerWorkspaceMgr workspaceMgr) {
    prepare(training, workspaceMgr);
    return output().computeScore(fullNetworkRegScore, training, workspaceMgr);
  }

  @Override
  public INDArray computeScoreForExamples(
      double fullNetworkRegScore, LayerWorkspaceMgr workspaceMgr) {
    prepare(false, workspaceMgr);
    return output().computeScoreForExamples(fullNetworkRegScore, workspaceMgr);
  }

  @Override
  public void computeGradientAndScore(LayerWorkspaceMgr workspaceMgr) {
    prepare(true, workspaceMgr);
    underlying.computeGradientAndScore(workspaceMgr);
  }

  private void prepare(boolean training, LayerWorkspaceMgr workspaces) {
    logits.setTraining(training);
    prepareInput(training, workspaces);
  }

  @Override
  public boolean needsLabels() {
    return output().needsLabels();
  }

  @Override
  public void setLabels(INDArray labels) {
    output().setLabels(labels);
  }

  @Override
  public INDArray getLabels() {
    return output().getLabels();
  }

  @Override
  public double f1Score(DataSet data) {
    return output().f1Score(data);
  }

  @Override
  public double f1Score(INDArray examples, INDArray labels) {
    return output().f1Score(examples, labels);
  }

  @Override
  @Deprecated
  public int numLabels() {
    return output().numLabels();
  }

  @Override
  public void fit(DataSetIterator iter) {
    output().fit(iter);
  }

  @Override
  public int[] predict(INDArray examples) {
    return output().predict(examples);
  }

  @Override
  public List<String> predict(DataSet dataSet) {
    return output().predict(dataSet);
  }

  @Override
  public void fit(INDArray examples, INDArray labels) {
    output().fit(examples, labels);
  }

  @Override
  public void fit(DataSet data) {
    output().fit(data);
  }

  @Override
  public void fit(INDArray examples, int[] labels) {
    output().fit(examples, labels);
  }
}
