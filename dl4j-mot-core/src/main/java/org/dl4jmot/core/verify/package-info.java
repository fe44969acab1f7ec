/**
 * Compares an exported file with the float graph, tensor by tensor, in the pure-Java interpreter
 * and in the real LiteRT. Sees the graph alone.
 */
package org.dl4jmot.core.verify;
