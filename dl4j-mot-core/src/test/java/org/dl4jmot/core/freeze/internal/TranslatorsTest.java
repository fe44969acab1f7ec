package org.dl4jmot.core.freeze.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

class TranslatorsTest {
  @Test
  void aProvidedTranslatorIsFoundForExactlyItsClass() {
    Translators translators = Translators.with(List.of(new Passing<>(Twice.class)));
    assertTrue(translators.find(new Twice()).isPresent());
    assertFalse(translators.find(new TwiceAndMore()).isPresent());
  }

  @Test
  void aBuiltInTranslatorCannotBeReplaced() {
    List<Translator<?>> dense = List.of(new Passing<>(DenseLayer.class));
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> Translators.with(dense));
    assertTrue(
        e.getMessage().contains("DenseTranslator and " + Passing.class.getName()), e.getMessage());
  }

  @Test
  void twoProvidedTranslatorsOfOneClassAreRefused() {
    List<Translator<?>> both = List.of(new Passing<>(Twice.class), new Passing<>(Twice.class));
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> Translators.with(both));
    assertTrue(e.getMessage().contains("two translators handle"), e.getMessage());
  }

  @Test
  void anUnknownLayerIsRefusedWithTheWayOut() {
    assertTrue(Translators.unknown(new Twice()).remedy().contains("freeze.spi.Translator"));
    assertTrue(Translators.standard().find(new DropoutLayer()).isPresent());
  }

  private static class Twice extends SameDiffLambdaLayer {
    private static final long serialVersionUID = 1;

    @Override
    public SDVariable defineLayer(SameDiff sameDiff, SDVariable input) {
      return input.mul(2);
    }
  }

  private static final class TwiceAndMore extends Twice {
    private static final long serialVersionUID = 1;
  }

  private record Passing<C>(Class<C> type) implements Translator<C> {
    @Override
    public Value translate(C conf, LayerScope scope, List<Value> inputs) {
      return inputs.get(0);
    }
  }
}
