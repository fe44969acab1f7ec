package org.dl4jmot.examples.random;

import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * A kind of layer that random networks are made of.
 *
 * @param name what it is called in layer names and reports
 * @param takes whether it can stand behind activations of a type
 * @param layer draws one; Deeplearning4j may refuse its geometry, then another is drawn
 */
record LayerKind(
    String name, Predicate<InputType> takes, BiFunction<Draw, InputType, ? extends Layer> layer) {}
