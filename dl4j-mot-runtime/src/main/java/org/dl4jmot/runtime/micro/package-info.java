/**
 * What a microcontroller needs of a {@code .tflite} file: whether TensorFlow Lite Micro runs it,
 * its operators to register, how large an arena it takes, and its bytes as C source. Everything is
 * read from the file's layout; nothing here runs a network.
 *
 * <p>What is known of that runtime (operators, element types, sizes of its structures, how it plans
 * memory) was read in {@code tensorflow/tflite-micro} at commit 90b983c (August 2026), and stands
 * in {@code MicroOperators} and {@code StructureSizes} alone.
 */
package org.dl4jmot.runtime.micro;
