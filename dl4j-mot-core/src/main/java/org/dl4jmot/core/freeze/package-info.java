/**
 * Reads a trained Deeplearning4j network into a float graph with inference semantics: one
 * translator per layer family. The only reader of trained models.
 */
package org.dl4jmot.core.freeze;
