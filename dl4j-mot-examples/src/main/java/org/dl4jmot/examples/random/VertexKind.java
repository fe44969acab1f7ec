package org.dl4jmot.examples.random;

import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * A kind of vertex that random graphs are made of. A vertex of several inputs gets inputs of one
 * type.
 *
 * @param name what it is called in names and reports
 * @param inputs how many inputs at most; it gets between two and so many, or the one
 * @param takes whether it can stand behind activations of a type
 * @param vertex draws one for inputs of a type; Deeplearning4j may refuse it, then there is none
 */
record VertexKind(
    String name,
    int inputs,
    Predicate<InputType> takes,
    BiFunction<Draw, InputType, GraphVertex> vertex) {}
