package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;

/** A translator together with the configuration object it is to translate. */
public sealed interface Translation {
  /** What in the configuration has no form in a graph. */
  List<Problem> problems();

  /** Adds the operations; see {@link Translator#translate}. */
  Value translate(LayerScope scope, List<Value> inputs);

  /**
   * The only form.
   *
   * @param translator the translator
   * @param conf the configuration object
   * @param <C> its type
   */
  record Bound<C>(Translator<C> translator, C conf) implements Translation {
    @Override
    public List<Problem> problems() {
      return translator.problems(conf);
    }

    @Override
    public Value translate(LayerScope scope, List<Value> inputs) {
      return translator.translate(conf, scope, inputs);
    }
  }
}
