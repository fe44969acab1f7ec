package org.dl4jmot.core.freeze.internal;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;

/**
 * A recurrent layer whose state and result are zero at every step that holds nothing but the
 * masking value. LiteRT's recurrent operations know no masks: the layer is unrolled.
 */
public final class MaskZeroTranslator implements Translator<MaskZeroLayer> {
  private static final LstmTranslator LSTM = new LstmTranslator();

  private static final Map<String, MaskedTranslator<?>> UNDERLYING =
      Map.of(
          LSTM.handles().get(0), LSTM,
          LSTM.handles().get(1), LSTM,
          SimpleRnn.class.getName(), new SimpleRnnTranslator());

  @Override
  public Class<MaskZeroLayer> type() {
    return MaskZeroLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(MaskZeroLayer.class.getName());
  }

  @Override
  public List<Problem> problems(MaskZeroLayer conf) {
    Layer underlying = conf.getUnderlying();
    MaskedTranslator<?> translator = UNDERLYING.get(underlying.getClass().getName());
    return translator == null
        ? List.of(
            new Problem(
                "masked steps of a " + underlying.getClass().getSimpleName() + " are not supported",
                "Use an LSTM, GravesLSTM or SimpleRnn inside it, or another way to pad"))
        : problems(translator, underlying);
  }

  private static <C> List<Problem> problems(MaskedTranslator<C> translator, Layer underlying) {
    return translator.problems(translator.type().cast(underlying));
  }

  @Override
  public Value translate(MaskZeroLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Sequence input = inputs.get(0).requireSequence();
    StepMask mask = StepMask.of(scope, input.tensor(), conf.getMaskingValue());
    MaskedTranslator<?> translator = UNDERLYING.get(conf.getUnderlying().getClass().getName());
    return masked(translator, conf.getUnderlying(), scope.part("underlying", ""), input, mask);
  }

  private static <C> Value masked(
      MaskedTranslator<C> translator,
      Layer underlying,
      LayerScope scope,
      Value.Sequence input,
      StepMask mask) {
    return translator.masked(translator.type().cast(underlying), scope, input, mask);
  }
}
