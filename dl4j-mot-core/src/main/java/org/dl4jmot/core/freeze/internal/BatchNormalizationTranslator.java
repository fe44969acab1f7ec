package org.dl4jmot.core.freeze.internal;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.ParameterReader;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Batch normalization with its trained statistics: a factor and a summand per channel. */
public final class BatchNormalizationTranslator implements Translator<BatchNormalization> {
  @Override
  public Class<BatchNormalization> type() {
    return BatchNormalization.class;
  }

  @Override
  public List<String> handles() {
    return List.of(BatchNormalization.class.getName());
  }

  // The layer has an activation function in its configuration and never applies it.
  @Override
  public Value translate(BatchNormalization conf, LayerScope scope, List<Value> inputs) {
    Value input = inputs.get(0);
    requireChannels(conf, input);
    float[] scale = new float[Math.toIntExact(conf.getNOut())];
    float[] shift = new float[scale.length];
    if (input.shape().dim(-1) != scale.length) {
      throw new UntranslatableException(
          "it takes " + scale.length + " channels but is fed " + input.shape(),
          "Check nIn and the network's InputType");
    }
    fill(conf, scope.parameters(), scale, shift);
    return normalized(scope, input, scale, shift);
  }

  /** Of sequences and volumes Deeplearning4j normalizes NWC sequences alone, marked as NHWC. */
  private static void requireChannels(BatchNormalization conf, Value input) {
    int rank = input.shape().rank();
    if (rank == 4) {
      input.requireImage(conf.getCnn2DFormat());
      return;
    }
    boolean lastAxis =
        conf.getCnn2DFormat() == CNN2DFormat.NHWC && input.axis(rank - 1) == rank - 1;
    if (rank == 5 || (rank == 3 && !lastAxis)) {
      throw new UntranslatableException(
          "Deeplearning4j 1.0.0-M2.1 itself cannot normalize the channels of a " + input.describe(),
          "Normalize NWC sequences, with the layer's dataFormat set to NHWC, or images or vectors");
    }
  }

  private static Value normalized(LayerScope scope, Value input, float[] scale, float[] shift) {
    Shape shape = Shape.of(scale.length);
    Tensor factor = scope.constant("scale", Role.PARAMETER, shape, arranged(input, scale));
    Tensor scaled =
        scope.node(
            "scaled", Role.INTERMEDIATE, new Mul(Activation.NONE), List.of(input.tensor(), factor));
    Tensor summand = scope.constant("shift", Role.PARAMETER, shape, arranged(input, shift));
    return input.in(scope.output(new Add(Activation.NONE), List.of(scaled, summand)));
  }

  private static float[] arranged(Value input, float[] values) {
    return input instanceof Value.Features features ? features.order().arrange(values) : values;
  }

  private static void fill(
      BatchNormalization conf, ParameterReader parameters, float[] scale, float[] shift) {
    float[] mean = parameters.read(BatchNormalizationParamInitializer.GLOBAL_MEAN);
    double[] variance = variance(conf, parameters);
    double[] gamma = gamma(conf, parameters, scale.length);
    double[] beta = beta(conf, parameters, scale.length);
    int bad = 0;
    for (int c = 0; c < scale.length; c++) {
      double factor = gamma[c] / Math.sqrt(variance[c] + conf.getEps());
      scale[c] = (float) factor;
      shift[c] = (float) (beta[c] - mean[c] * factor);
      bad += Float.isFinite(scale[c]) && Float.isFinite(shift[c]) ? 0 : 1;
    }
    if (bad > 0) {
      parameters.reportNotFinite("gamma / sqrt(var + eps): " + bad + " of " + scale.length);
    }
  }

  /** Either the variance itself or the decimal logarithm of its square root is a parameter. */
  private static double[] variance(BatchNormalization conf, ParameterReader parameters) {
    if (!conf.isUseLogStd()) {
      return toDoubles(parameters.read(BatchNormalizationParamInitializer.GLOBAL_VAR));
    }
    double[] logs = toDoubles(parameters.read(BatchNormalizationParamInitializer.GLOBAL_LOG_STD));
    return Arrays.stream(logs).map(log -> Math.pow(10, 2 * log)).toArray();
  }

  private static double[] gamma(BatchNormalization conf, ParameterReader parameters, int channels) {
    return conf.isLockGammaBeta()
        ? filled(channels, appliesLocked(conf) ? conf.getGamma() : 1)
        : toDoubles(parameters.read(BatchNormalizationParamInitializer.GAMMA));
  }

  private static double[] beta(BatchNormalization conf, ParameterReader parameters, int channels) {
    return conf.isLockGammaBeta()
        ? filled(channels, appliesLocked(conf) ? conf.getBeta() : 0)
        : toDoubles(parameters.read(BatchNormalizationParamInitializer.BETA));
  }

  /**
   * BatchNormalization of 1.0.0-M2.1 applies locked values only where both differ from their
   * defaults (it tests {@code gamma != 1 && beta != 0}); the graph does as the network does.
   */
  private static boolean appliesLocked(BatchNormalization conf) {
    return conf.getGamma() != 1.0 && conf.getBeta() != 0.0;
  }

  private static double[] filled(int length, double value) {
    double[] values = new double[length];
    Arrays.fill(values, value);
    return values;
  }

  private static double[] toDoubles(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }
}
