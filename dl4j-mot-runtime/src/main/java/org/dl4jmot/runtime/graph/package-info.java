/**
 * The intermediate representation: an immutable, validated, topologically ordered {@link
 * org.dl4jmot.runtime.graph.Graph} of nodes and tensors, NHWC, with the semantics of TFLite's
 * operators. Rewrites make new graphs through {@link org.dl4jmot.runtime.graph.GraphEdit}. Knows
 * neither files nor frameworks.
 */
package org.dl4jmot.runtime.graph;
