/** Keras networks on their way to the edge, beside Google's conversions of the same. */
package org.dl4jmot.examples.keras;
