/**
 * One class that Deeplearning4j looks up by this name and that ND4J itself moved away. Nothing else
 * may live here.
 */
package org.nd4j.nativeblas;
