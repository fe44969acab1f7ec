package org.dl4jmot.core.freeze.internal;

import org.dl4jmot.core.freeze.spi.ParameterReader;

/**
 * Weights of a long short-term memory, arranged by gate as LiteRT names them: input, forget, cell,
 * output. Deeplearning4j's blocks of columns stand in the order cell input, forget gate, output
 * gate, input gate ("input modulation"); the three columns behind the recurrent ones are the
 * peepholes of forget, output and input gate.
 *
 * @param units size of the state
 * @param features size of a step's input
 * @param input by gate, [units, features]
 * @param recurrent by gate, [units, units]
 * @param bias by gate, [units]
 * @param peepholes of input, forget and output gate, [units]; none for a memory without
 */
record LstmWeights(
    int units,
    int features,
    float[][] input,
    float[][] recurrent,
    float[][] bias,
    float[][] peepholes) {
  static final int CELL = 2;

  /** Deeplearning4j's block of a gate. */
  private static final int[] BLOCKS = {3, 1, 0, 2};

  /** Deeplearning4j's column, behind the blocks, of a peephole. */
  private static final int[] PEEPHOLE_COLUMNS = {2, 0, 1};

  /** Reads parameters by their keys. */
  static LstmWeights read(
      ParameterReader parameters, String inputKey, String recurrentKey, String biasKey) {
    int features = parameters.shape(inputKey).dim(0);
    int units = parameters.shape(recurrentKey).dim(0);
    int columns = parameters.shape(recurrentKey).dim(1);
    float[] inputs = parameters.read(inputKey);
    float[] recurrents = parameters.read(recurrentKey);
    float[] biases = parameters.read(biasKey);
    int gates = BLOCKS.length;
    LstmWeights weights =
        new LstmWeights(
            units,
            features,
            new float[gates][],
            new float[gates][],
            new float[gates][],
            new float[columns - gates * units][]);
    for (int gate = 0; gate < gates; gate++) {
      int from = BLOCKS[gate] * units;
      weights.input[gate] = transposed(inputs, gates * units, from, units);
      weights.recurrent[gate] = transposed(recurrents, columns, from, units);
      weights.bias[gate] = transposed(biases, gates * units, from, units);
    }
    for (int peephole = 0; peephole < weights.peepholes.length; peephole++) {
      int from = gates * units + PEEPHOLE_COLUMNS[peephole];
      weights.peepholes[peephole] = transposed(recurrents, columns, from, 1);
    }
    return weights;
  }

  boolean hasPeepholes() {
    return peepholes.length > 0;
  }

  /** Some columns of a row-major matrix, as rows. */
  static float[] transposed(float[] matrix, int columns, int from, int count) {
    int rows = matrix.length / columns;
    float[] result = new float[rows * count];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < count; column++) {
        result[column * rows + row] = matrix[row * columns + from + column];
      }
    }
    return result;
  }
}
