package org.dl4jmot.quantization.train;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.dl4jmot.quantization.train.fake.Alignment;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.Origin;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Reads from an integer graph how its kernels round. LiteRT's requantization rounds twice: the
 * product with a 31-bit mantissa to an integer, then the shift of that by s bits to the right. A
 * value is thereby rounded up from {@code k + 1/2 - 2^-(s+1)} on. The bias, too, is rounded, to
 * input scale times weight scale.
 */
final class KernelRounding {
  private final Graph lowered;
  private final Graph integer;
  private final Map<Class<? extends Op>, Rounding> kinds = new HashMap<>();

  private interface Rounding {
    Optional<float[]> of(Node node);
  }

  /**
   * Compares two forms of one network.
   *
   * @param lowered the float graph
   * @param integer what full-integer quantization made of it
   */
  KernelRounding(Graph lowered, Graph integer) {
    this.lowered = lowered;
    this.integer = integer;
    kinds.put(Conv2d.class, this::ofSums);
    kinds.put(DepthwiseConv2d.class, this::ofSums);
    kinds.put(FullyConnected.class, this::ofSums);
    kinds.put(Mean.class, this::ofMean);
  }

  /**
   * The rounding of every tensor that a kernel requantizes, by where it comes from.
   *
   * @param channelAxis axis of the channels in the arrays of a node's layers
   */
  Map<Origin, Alignment> alignments(ToIntFunction<Node> channelAxis) {
    Map<Origin, Alignment> result = new HashMap<>();
    for (Node node : integer.nodes()) {
      Optional<Origin> origin = integer.tensor(node.output()).origin();
      Optional<float[]> steps =
          Optional.ofNullable(kinds.get(node.op().getClass())).flatMap(kind -> kind.of(node));
      if (origin.isPresent() && steps.isPresent()) {
        int axis =
            integer.tensor(node.output()).shape().rank() == 2 ? 1 : channelAxis.applyAsInt(node);
        result.put(origin.get(), new Alignment(steps.get(), axis));
      }
    }
    return result;
  }

  private Optional<float[]> ofSums(Node node) {
    Tensor input = integer.tensor(node.input());
    Tensor weights = integer.tensor(node.inputs().get(1));
    Tensor output = integer.tensor(node.output());
    if (input.quantization().isEmpty() || output.quantization().isEmpty()) {
      return Optional.empty();
    }
    float[] biasErrors = biasErrors(node);
    float[] steps = new float[output.shape().dim(-1)];
    double resultScale = output.requireQuantization().scale();
    for (int c = 0; c < steps.length; c++) {
      double unit =
          (double) input.requireQuantization().scale() * weights.requireQuantization().scale(c);
      double biasError = biasErrors.length == 0 ? 0 : biasErrors[c];
      steps[c] = (float) (secondRounding(unit / resultScale, 0) + biasError / resultScale);
    }
    return Optional.of(steps);
  }

  /** Per channel the bias of the file minus that of the network. */
  private float[] biasErrors(Node node) {
    if (node.inputs().size() < 3) {
      return new float[0];
    }
    Tensor stored = integer.tensor(node.inputs().get(2));
    QuantizationParameters parameters = stored.requireQuantization();
    int[] integers = stored.requireData().toInts();
    float[] errors = new float[integers.length];
    float[] exact =
        lowered.hasTensor(stored.name())
            ? lowered.tensor(stored.name()).requireData().toFloats()
            : errors.clone();
    for (int c = 0; c < errors.length; c++) {
      errors[c] = (float) ((double) integers[c] * parameters.scale(c) - exact[c]);
    }
    return errors;
  }

  private Optional<float[]> ofMean(Node node) {
    Tensor input = integer.tensor(node.input());
    Tensor output = integer.tensor(node.output());
    if (input.quantization().isEmpty() || output.quantization().isEmpty()) {
      return Optional.empty();
    }
    QuantizationParameters from = input.requireQuantization();
    QuantizationParameters to = output.requireQuantization();
    int count = input.shape().elements() / output.shape().elements();
    int bits = 31 - Integer.numberOfLeadingZeros(count);
    double factor = (double) from.scale() / to.scale();
    float[] steps = new float[output.shape().dim(-1)];
    java.util.Arrays.fill(steps, (float) secondRounding(factor, bits));
    return Optional.of(steps);
  }

  /** How far below k + 1/2 rounding up begins, for a multiplier and further bits of shift. */
  private static double secondRounding(double factor, int furtherBits) {
    int shift = furtherBits - (Math.getExponent(factor) + 1);
    return shift > 0 ? Math.scalb(1.0, -shift - 1) : 0;
  }
}
