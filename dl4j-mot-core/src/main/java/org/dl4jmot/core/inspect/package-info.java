/**
 * Looks into {@code .tflite} files of whatever origin and says what they hold, for people and for
 * machines. Knows files and graphs alone: no Deeplearning4j network appears here.
 */
package org.dl4jmot.core.inspect;
