package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.dl4jmot.core.freeze.spi.FeatureOrder;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Dense and output layers: a matrix product. The loss of an output layer falls away. */
public final class DenseTranslator implements Translator<FeedForwardLayer> {
  @Override
  public Class<FeedForwardLayer> type() {
    return FeedForwardLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(
        DenseLayer.class.getName(),
        OutputLayer.class.getName(),
        CenterLossOutputLayer.class.getName());
  }

  @Override
  public List<Problem> problems(FeedForwardLayer conf) {
    return Layers.problems(conf);
  }

  @Override
  public Value translate(FeedForwardLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Features input = inputs.get(0).requireFeatures();
    List<Tensor> operands = new ArrayList<>();
    operands.add(input.tensor());
    operands.add(weights(scope, DefaultParamInitializer.WEIGHT_KEY, input.order()));
    FeatureOrder order = scope.outputOrder(operands.get(1).shape().dim(0));
    Value like = new Value.Features(input.tensor(), order);
    Op product = FullyConnected.of(Activation.NONE);
    if (conf instanceof DenseLayer dense && dense.hasLayerNorm()) {
      return normalized(dense, scope, scope.helper("product", product, operands), like);
    }
    if (hasBias(conf)) {
      operands.add(bias(scope, order));
    }
    return scope.activated(product, operands, conf.getActivationFn(), like);
  }

  private static Tensor bias(LayerScope scope, FeatureOrder order) {
    float[] bias = scope.parameters().read(DefaultParamInitializer.BIAS_KEY);
    return scope.constant("bias", Role.BIAS, Shape.of(bias.length), order.arrange(bias));
  }

  /** Layer normalization stands between the product and the bias. */
  private static Value normalized(DenseLayer conf, LayerScope scope, Tensor product, Value like) {
    FeatureOrder order = scope.outputOrder(product.shape().dim(1));
    float[] gain = scope.parameters().read(DefaultParamInitializer.GAIN_KEY);
    List<Tensor> factors =
        List.of(
            LayerNormalization.normalized(scope, product),
            scope.auxiliary("gain", Shape.of(gain.length), order.arrange(gain)));
    Op scale = new Mul(Activation.NONE);
    if (!conf.hasBias()) {
      return scope.activated(scale, factors, conf.getActivationFn(), like);
    }
    Tensor scaled = scope.helper("scaled", scale, factors);
    return scope.activated(
        new Add(Activation.NONE),
        List.of(scaled, bias(scope, order)),
        conf.getActivationFn(),
        like);
  }

  private static boolean hasBias(FeedForwardLayer conf) {
    return conf instanceof DenseLayer dense ? dense.hasBias() : ((BaseOutputLayer) conf).hasBias();
  }

  /** [inputs, outputs] in the trained network's order becomes [outputs, inputs] in the graph's. */
  static Tensor weights(LayerScope scope, String key, FeatureOrder order) {
    Shape trained = scope.parameters().shape(key);
    int inputs = trained.dim(0);
    int outputs = trained.dim(1);
    if (inputs != order.features()) {
      throw new UntranslatableException(
          "it takes " + inputs + " values but is fed " + order.features(),
          "Check nIn and the network's InputType");
    }
    float[] values = scope.parameters().readPermuted(key, 1, 0);
    arrangeColumns(values, order);
    float[] arranged = arrangedRows(values, inputs, scope.outputOrder(outputs));
    return scope.constant("weight", Role.WEIGHT, Shape.of(outputs, inputs), arranged);
  }

  // In place: the matrix may be most of the network.
  private static void arrangeColumns(float[] matrix, FeatureOrder order) {
    if (order.isSame()) {
      return;
    }
    float[] row = new float[order.features()];
    for (int from = 0; from < matrix.length; from += row.length) {
      System.arraycopy(matrix, from, row, 0, row.length);
      for (int i = 0; i < row.length; i++) {
        matrix[from + i] = row[order.source(i)];
      }
    }
  }

  private static float[] arrangedRows(float[] matrix, int columns, FeatureOrder order) {
    if (order.isSame()) {
      return matrix;
    }
    float[] arranged = new float[matrix.length];
    for (int row = 0; row < order.features(); row++) {
      System.arraycopy(matrix, order.source(row) * columns, arranged, row * columns, columns);
    }
    return arranged;
  }
}
