/**
 * Reads and writes {@code .tflite} files. FlatBuffers and schema types stay inside this package.
 */
package org.dl4jmot.runtime.tflite;
