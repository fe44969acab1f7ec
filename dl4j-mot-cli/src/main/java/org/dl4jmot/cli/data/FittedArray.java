package org.dl4jmot.cli.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.dl4jmot.cli.fault.BadInputException;
import org.dl4jmot.core.data.NetworkInput;

/**
 * An array as samples of a model's input. Its axes may be as the trained network takes them or as
 * the graph does (channels last); axes of size 1 may be missing, the samples' axis too if there is
 * one sample. Where both readings fit, it is the trained network's.
 */
public final class FittedArray {
  private final NpyArray array;
  private final NetworkInput input;
  private final int perSample;
  private final boolean trainedOrder;

  /**
   * Fits an array.
   *
   * @param file where it comes from, for errors
   * @throws BadInputException if it has another shape than the input
   */
  public FittedArray(Path file, NpyArray array, NetworkInput input) {
    this.array = array;
    this.input = input;
    perSample = input.shape().elements();
    int[] graph = withoutOnes(Arrays.stream(input.shape().toArray()).skip(1).toArray());
    int[] trained =
        withoutOnes(
            LongStream.of(input.batchShape(1)).skip(1).mapToInt(Math::toIntExact).toArray());
    trainedOrder = holds(trained);
    if (!trainedOrder && !holds(graph)) {
      throw new BadInputException(
          file
              + " has shape "
              + Arrays.toString(array.shape())
              + ", input '"
              + input.name()
              + "' takes "
              + allowed(input));
    }
  }

  private static String allowed(NetworkInput input) {
    long[] trained = input.batchShape(1);
    long[] graph = Arrays.stream(input.shape().toArray()).asLongStream().toArray();
    return samplesOf(trained)
        + (Arrays.equals(trained, graph) ? "" : " or " + samplesOf(graph))
        + ", n samples";
  }

  private static String samplesOf(long[] shape) {
    String sizes = Arrays.toString(shape);
    return shape.length == 1 ? "[n]" : "[n" + sizes.substring(sizes.indexOf(','));
  }

  private boolean holds(int[] wanted) {
    int[] shape = array.shape();
    return Arrays.equals(withoutOnes(shape), wanted)
        || (shape.length > 0
            && Arrays.equals(withoutOnes(Arrays.copyOfRange(shape, 1, shape.length)), wanted));
  }

  private static int[] withoutOnes(int[] shape) {
    return IntStream.of(shape).filter(size -> size != 1).toArray();
  }

  /** How many samples there are. */
  public int samples() {
    return array.elements() / perSample;
  }

  /** A sample as real numbers, row-major in the graph's layout. */
  public float[] sample(int index) {
    float[] values = array.reals(index * perSample, perSample);
    return trainedOrder ? TrainedOrder.toGraph(input, values) : values;
  }

  /** The elements of a sample as they are stored, little-endian. */
  public byte[] stored(int index) {
    return array.stored(index * perSample, perSample);
  }

  /** Type of the array's elements. */
  public NpyType type() {
    return array.type();
  }
}
