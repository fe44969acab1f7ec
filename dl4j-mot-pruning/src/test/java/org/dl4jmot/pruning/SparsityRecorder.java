package org.dl4jmot.pruning;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/** Attached after a pruning listener, records what it leaves at each step. */
final class SparsityRecorder extends BaseTrainingListener {
  final List<SparsityReport> steps = new ArrayList<>();

  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    steps.add(Pruning.report(model));
  }
}
