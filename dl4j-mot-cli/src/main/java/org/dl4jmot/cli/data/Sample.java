package org.dl4jmot.cli.data;

import java.util.OptionalInt;

/**
 * One sample.
 *
 * @param inputs an array per input of the model, row-major, channels last
 * @param label index of the class it belongs to, if known
 */
public record Sample(float[][] inputs, OptionalInt label) {}
