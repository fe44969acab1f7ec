package org.dl4jmot.examples.zoo;

import java.util.List;
import java.util.Map;

/**
 * What was measured of one architecture.
 *
 * @param network its name
 * @param input its input without the batch, channels last
 * @param parameters number of them
 * @param calibration calibration samples
 * @param verification verified samples
 * @param floats the float file
 * @param int8 the int8 file
 * @param error largest difference of an output of the float file in LiteRT from Deeplearning4j's,
 *     relative to the largest output
 * @param heapBytes most heap in use behind a garbage collection
 * @param heapLimit most heap there was ({@code -Xmx})
 */
record ZooMeasurement(
    String network,
    String input,
    long parameters,
    int calibration,
    int verification,
    File floats,
    File int8,
    double error,
    long heapBytes,
    long heapLimit) {

  /**
   * A verified file.
   *
   * @param bytes its size
   * @param seconds of each stage
   * @param agreement share of samples in which its top class is the float network's
   * @param outputDecibels signal-to-noise ratio at the output; huge where nothing differs
   * @param behind ratio in front of the last activation function
   * @param worst tensor with the lowest ratio
   * @param worstDecibels its ratio
   * @param largestOutput largest float output
   * @param outputScale distance of neighbouring outputs; 0 for floats
   * @param roundedDecibels ratio at the output if nothing but the float outputs were rounded
   * @param floatOps operations that stay float, by kind
   */
  record File(
      long bytes,
      Map<String, Double> seconds,
      double agreement,
      double outputDecibels,
      double behind,
      String worst,
      double worstDecibels,
      double largestOutput,
      double outputScale,
      double roundedDecibels,
      List<String> floatOps) {}
}
