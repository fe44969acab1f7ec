package org.dl4jmot.core.freeze.internal;

import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;

/**
 * Translates a recurrent layer that may skip steps.
 *
 * @param <C> its configuration
 */
interface MaskedTranslator<C> extends Translator<C> {
  /** Adds the operations; state and result are zero at masked steps. */
  Value masked(C conf, LayerScope scope, Value.Sequence input, StepMask mask);
}
