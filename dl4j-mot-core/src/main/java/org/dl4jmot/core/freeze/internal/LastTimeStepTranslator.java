package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * A recurrent layer of which the last step's result alone counts: the last one that holds data,
 * where the layer masks steps.
 */
public final class LastTimeStepTranslator implements Translator<LastTimeStep> {
  @Override
  public Class<LastTimeStep> type() {
    return LastTimeStep.class;
  }

  @Override
  public List<String> handles() {
    return List.of(LastTimeStep.class.getName());
  }

  @Override
  public Value translate(LastTimeStep conf, LayerScope scope, List<Value> inputs) {
    Value.Sequence sequence =
        scope.part("underlying", "").wrapped(conf.getUnderlying(), inputs).requireSequence();
    if (conf.getUnderlying() instanceof MaskZeroLayer masking) {
      Tensor input = inputs.get(0).tensor();
      return StepMask.of(scope, input, masking.getMaskingValue()).last(scope, sequence);
    }
    return Recurrences.lastStep(scope, sequence);
  }
}
