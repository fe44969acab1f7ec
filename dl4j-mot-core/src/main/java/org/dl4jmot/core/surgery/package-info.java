/** Edits Deeplearning4j networks: swaps layers in a configuration and carries parameters over. */
package org.dl4jmot.core.surgery;
