/**
 * Reads and writes {@code .tflite} files. FlatBuffers and schema types stay inside this package.
 *
 * <p>Writing: {@code TfliteWriter} checks the graph, {@code GraphLayout} numbers its tensors and
 * operators, {@code ModelAssembly} writes the tables. Reading: {@code TfliteReader} has {@code
 * ModelVerifier} check the bytes and {@code ModelParser} build the graph. Both ask {@code
 * OpSerializers} for the one class that knows an operation; a new operation is one more serializer
 * in that list.
 */
package org.dl4jmot.runtime.tflite;
