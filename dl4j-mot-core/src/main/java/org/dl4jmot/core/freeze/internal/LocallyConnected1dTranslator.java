package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Convolutions of sequences with unshared weights; Deeplearning4j reads them as NCW. */
public final class LocallyConnected1dTranslator implements Translator<LocallyConnected1D> {
  @Override
  public Class<LocallyConnected1D> type() {
    return LocallyConnected1D.class;
  }

  @Override
  public List<String> handles() {
    return List.of(LocallyConnected1D.class.getName());
  }

  @Override
  public List<Problem> problems(LocallyConnected1D conf) {
    return Activations.problems(conf.getActivation().getActivationFunction());
  }

  @Override
  public Value translate(LocallyConnected1D conf, LayerScope scope, List<Value> inputs) {
    Value.Sequence input = inputs.get(0).requireSequence(RNNFormat.NCW);
    ImageGeometry geometry =
        ImageGeometry.ofSequence(
            conf.getCm(), conf.getKernel(), conf.getStride(), conf.getPadding(), 1);
    int after = geometry.isSame() ? conf.getPaddingR() : conf.getPadding();
    Pad pad = new Pad(List.of(0, 0, conf.getPadding(), 0), List.of(0, 0, after, 0));
    Tensor image = scope.helper("padded", pad, List.of(Sequences.asImage(scope, input)));
    return new Unshared(scope, geometry)
        .apply(
            image,
            conf.isHasBias(),
            conf.getActivation().getActivationFunction(),
            input,
            (batch, rows, columns, outputs) -> Shape.of(batch, columns, outputs));
  }
}
