/** Keras {@code .h5} files as Deeplearning4j networks, ready to export. */
package org.dl4jmot.keras;
