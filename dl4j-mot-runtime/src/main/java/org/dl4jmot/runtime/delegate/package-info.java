/**
 * Which nodes of a graph LiteRT's delegates would take, before anything runs: one class per
 * delegate with its rules as a table whose source it names, and the rule by which the delegate
 * divides the graph. A delegate that takes a network in pieces makes it bounce between two
 * memories, which is the usual cause of a deployment that is slower with a delegate than without.
 *
 * <p>Only graphs are looked at: no file, no native code.
 */
package org.dl4jmot.runtime.delegate;
