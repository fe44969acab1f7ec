/** Exports every architecture of Deeplearning4j's model zoo and writes what was measured. */
package org.dl4jmot.examples.zoo;
