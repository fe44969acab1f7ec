/** Runs {@code .tflite} files, in pure Java or in LiteRT. */
package org.dl4jmot.cli.engine;
