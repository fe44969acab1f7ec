package org.dl4jmot.quantization.scheme;

import java.util.List;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;

/** Compares the outputs of quantized graphs with those of the float graph on the same samples. */
final class OutputNoise {
  private final List<float[][]> samples;
  // Per sample and output.
  private final float[][][] wanted;

  OutputNoise(Graph graph, List<float[][]> samples) {
    this.samples = List.copyOf(samples);
    wanted = new float[samples.size()][][];
    Interpreter interpreter = new Interpreter(graph);
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = run(interpreter, samples.get(i));
    }
  }

  private static float[][] run(Interpreter interpreter, float[][] sample) {
    for (int input = 0; input < sample.length; input++) {
      interpreter.input(input).setReal(sample[input]);
    }
    interpreter.run();
    float[][] outputs = new float[interpreter.graph().outputs().size()][];
    for (int output = 0; output < outputs.length; output++) {
      outputs[output] = interpreter.output(output).toReal();
    }
    return outputs;
  }

  /**
   * Signal-to-noise ratio of the worst output in decibels: 10 log10(sum of squares / sum of squared
   * errors) over all samples; infinite where nothing differs.
   */
  double decibels(Graph quantized) {
    int outputs = quantized.outputs().size();
    double[] signal = new double[outputs];
    double[] noise = new double[outputs];
    Interpreter interpreter = new Interpreter(quantized);
    for (int i = 0; i < wanted.length; i++) {
      float[][] actual = run(interpreter, samples.get(i));
      for (int output = 0; output < outputs; output++) {
        for (int element = 0; element < actual[output].length; element++) {
          double expected = wanted[i][output][element];
          double error = actual[output][element] - expected;
          signal[output] += expected * expected;
          noise[output] += error * error;
        }
      }
    }
    double worst = Double.POSITIVE_INFINITY;
    for (int output = 0; output < outputs; output++) {
      if (noise[output] > 0) {
        worst = Math.min(worst, 10 * Math.log10(signal[output] / noise[output]));
      }
    }
    return worst;
  }
}
