package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Convolutions of images with unshared weights. */
public final class LocallyConnectedTranslator implements Translator<LocallyConnected2D> {
  @Override
  public Class<LocallyConnected2D> type() {
    return LocallyConnected2D.class;
  }

  @Override
  public List<String> handles() {
    return List.of(LocallyConnected2D.class.getName());
  }

  @Override
  public List<Problem> problems(LocallyConnected2D conf) {
    List<Problem> problems =
        new ArrayList<>(Activations.problems(conf.getActivation().getActivationFunction()));
    problems.addAll(geometry(conf).problems());
    return problems;
  }

  @Override
  public Value translate(LocallyConnected2D conf, LayerScope scope, List<Value> inputs) {
    Value.Image input = inputs.get(0).requireImage(conf.getFormat());
    int[] before = conf.getPadding();
    boolean same = geometry(conf).isSame();
    int[] after = same ? conf.getPaddingBr() : before;
    Pad pad = new Pad(List.of(0, before[0], before[1], 0), List.of(0, after[0], after[1], 0));
    Tensor image = scope.helper("padded", pad, List.of(input.tensor()));
    return new Unshared(scope, geometry(conf))
        .apply(
            image,
            conf.isHasBias(),
            conf.getActivation().getActivationFunction(),
            input,
            (batch, rows, columns, outputs) -> Shape.of(batch, rows, columns, outputs));
  }

  private static ImageGeometry geometry(LocallyConnected2D conf) {
    return new ImageGeometry(
        conf.getCm(), conf.getKernel(), conf.getStride(), conf.getPadding(), new int[] {1, 1});
  }
}
