/** Evaluates exported files with Deeplearning4j's data sets and evaluations. */
package org.dl4jmot.core.evaluate;
