package org.dl4jmot.examples.random;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.core.data.NetworkSamples;
import org.dl4jmot.core.export.EdgeFile;
import org.dl4jmot.core.freeze.Freezer;
import org.dl4jmot.core.freeze.FrozenNetwork;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.tensor.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What must hold for every network:
 *
 * <ol>
 *   <li>the float file answers as Deeplearning4j does, up to the rounding of both ({@link
 *       FloatRounding});
 *   <li>each operation of the int8 file is within {@link #MOST_STEPS} of the float operation on the
 *       same operands ({@link NodeErrors});
 *   <li>the int8 file's answers are within the bound that follows for the whole network ({@link
 *       Quantization}): its signal-to-noise ratio is at least the bound's;
 *   <li>LiteRT computes the same bytes as the interpreter at every int8 tensor, and the same floats
 *       up to rounding, in the float, the int8 and one more form: what every export is gated on.
 * </ol>
 */
final class NetworkCheck {
  private static final int CALIBRATION = 100;
  private static final int BEYOND = 3;
  private static final int COMPARED = 3;

  /**
   * Half a step of rounding, half a step at the range's ends, and the fixed-point arithmetic of
   * functions such as softmax.
   */
  static final double MOST_STEPS = 2;

  private final RandomNetwork network;
  private final Draw draw;
  private final List<String> failures = new ArrayList<>();
  private double floatShare;
  private double sharpness;
  private double decibels = Double.POSITIVE_INFINITY;
  private double bound = Double.POSITIVE_INFINITY;

  private NetworkCheck(RandomNetwork network) {
    this.network = network;
    this.draw = new Draw(network.seed()).fork().fork();
  }

  /**
   * Checks a network; whatever is thrown is a failure too.
   *
   * @throws UnrunnableNetworkException if Deeplearning4j itself cannot run it
   */
  static Outcome of(RandomNetwork network) {
    NetworkCheck check = new NetworkCheck(network);
    try {
      check.run();
    } catch (UnrunnableNetworkException e) {
      throw e;
    } catch (RuntimeException e) {
      check.failures.add(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
    return check.outcome();
  }

  private Outcome outcome() {
    return new Outcome(
        network.seed(), network.kinds(), failures, "", floatShare, sharpness, decibels, bound);
  }

  private void run() {
    FrozenNetwork frozen = Freezer.freeze(network.model(), network.inputTypes());
    double scale = draw.of(1.0, 1.0, 10.0, 0.1);
    INDArray[] calibration = batch(frozen.inputs(), CALIBRATION, scale);
    INDArray[] compared = first(COMPARED, calibration);
    List<float[][]> samples = NetworkSamples.of(frozen.inputs(), compared);
    List<INDArray> answers = network.answer(compared);
    // Some samples far beyond the calibrated ranges, where integers clamp.
    INDArray[] verified = joined(compared, batch(frozen.inputs(), BEYOND, 5 * scale));
    network.answer(joined(calibration, verified));
    EdgeFile floats = Exports.of(network).verifyOn(verified).export();
    compareWithNetwork(frozen, floats, samples, answers);
    EdgeFile integer =
        Exports.of(network)
            .quantize(Exports.integer(draw, calibration))
            .verifyOn(verified)
            .export();
    compareIntegers(floats.graph(), integer.graph(), samples);
    Exports.of(network).quantize(Exports.floating(draw)).verifyOn(verified).export();
  }

  private INDArray[] batch(List<NetworkInput> inputs, int samples, double scale) {
    INDArray[] batch = new INDArray[inputs.size()];
    Arrays.setAll(batch, i -> batch(inputs.get(i), network.vocabulary(i), samples, scale));
    return batch;
  }

  private INDArray batch(NetworkInput input, OptionalLong vocabulary, int samples, double scale) {
    long[] shape = input.batchShape(samples);
    float[] values =
        new float[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          vocabulary.isPresent()
              ? draw.between(0, (int) vocabulary.getAsLong() - 1)
              : (float) (draw.normal() * scale);
    }
    return Nd4j.create(values, shape, 'c');
  }

  private static INDArray[] first(int count, INDArray... batch) {
    return Arrays.stream(batch)
        .map(array -> array.get(NDArrayIndex.interval(0, count)).dup('c'))
        .toArray(INDArray[]::new);
  }

  private static INDArray[] joined(INDArray[] some, INDArray... more) {
    INDArray[] all = new INDArray[some.length];
    Arrays.setAll(all, i -> Nd4j.concat(0, some[i], more[i]));
    return all;
  }

  private void compareWithNetwork(
      FrozenNetwork frozen, EdgeFile file, List<float[][]> samples, List<INDArray> answers) {
    ErrorBounds bounds = new ErrorBounds(frozen.graph());
    Interpreter interpreter = new Interpreter(file.graph());
    List<InputType> types = network.outputTypes();
    for (int sample = 0; sample < COMPARED; sample++) {
      Map<String, float[]> values = values(frozen.graph(), samples.get(sample));
      Map<String, float[]> errors = FloatRounding.bounds(bounds, values);
      run(interpreter, samples.get(sample));
      for (int i = 0; i < answers.size(); i++) {
        Port port = frozen.graph().outputs().get(i);
        float[] expected = Types.inGraphOrder(answers.get(i), sample, types.get(i));
        float[] actual = interpreter.output(port.name()).toFloats();
        compareFloats(port.name(), expected, actual, errors.get(port.tensor()));
      }
    }
  }

  private void compareFloats(String port, float[] expected, float[] actual, float[] error) {
    if (expected.length != actual.length) {
      failures.add(
          "output " + port + " has " + actual.length + " elements, not " + expected.length);
      return;
    }
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = expected[i] == actual[i] ? 0 : Math.abs(expected[i] - actual[i]);
      double share = difference == 0 ? 0 : difference / error[i];
      worst = Double.isNaN(share) ? Double.POSITIVE_INFINITY : Math.max(worst, share);
    }
    floatShare = Math.max(floatShare, worst);
    double largest = Elements.largest(expected);
    sharpness = Math.max(sharpness, largest == 0 ? 0 : Elements.largest(error) / largest);
    if (worst > 1) {
      failures.add(
          "float output " + port + " differs from Deeplearning4j's by " + worst + " bounds");
    }
  }

  private static Map<String, float[]> values(Graph graph, float[]... sample) {
    Interpreter interpreter = new Interpreter(graph);
    run(interpreter, sample);
    Map<String, float[]> values = new HashMap<>();
    for (Tensor tensor : graph.tensors()) {
      if (NodeRun.isReal(tensor)) {
        values.put(tensor.name(), interpreter.tensor(tensor.name()).toReal());
      }
    }
    return values;
  }

  private static void run(Interpreter interpreter, float[]... sample) {
    for (int i = 0; i < sample.length; i++) {
      interpreter.input(i).setReal(sample[i]);
    }
    interpreter.run();
  }

  private void compareIntegers(Graph floats, Graph device, List<float[][]> samples) {
    ErrorBounds bounds = new ErrorBounds(floats);
    Interpreter interpreter = new Interpreter(device);
    NodeErrors nodes = new NodeErrors(interpreter);
    Noise noise = new Noise();
    for (int sample = 0; sample < COMPARED; sample++) {
      Map<String, float[]> values = values(floats, samples.get(sample));
      Map<String, float[]> errors =
          bounds.of(values, new Quantization(floats, interpreter, values), 2 * FloatRounding.UNIT);
      run(interpreter, samples.get(sample));
      nodes
          .inSteps()
          .forEach(
              (node, steps) -> {
                if (!(steps <= MOST_STEPS)) {
                  failures.add("int8 " + node + " is " + steps + " steps off");
                }
              });
      for (Port port : floats.outputs()) {
        float[] actual = interpreter.output(port.name()).toReal();
        noise.add(port.name(), values.get(port.tensor()), actual, errors.get(port.tensor()));
      }
    }
    failures.addAll(noise.failures());
    decibels = noise.decibels();
    bound = noise.bound();
  }
}
