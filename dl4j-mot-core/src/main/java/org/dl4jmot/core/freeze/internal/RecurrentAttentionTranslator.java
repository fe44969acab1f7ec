package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.params.SimpleRnnParamInitializer;
import org.dl4jmot.core.freeze.spi.FeatureOrder;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.nd4j.linalg.activations.IActivation;

/**
 * Simple recurrence whose state is what the step before it asks of all time steps: unrolled, as no
 * operation of a file repeats attention.
 */
public final class RecurrentAttentionTranslator implements Translator<RecurrentAttentionLayer> {
  @Override
  public Class<RecurrentAttentionLayer> type() {
    return RecurrentAttentionLayer.class;
  }

  @Override
  public List<Problem> problems(RecurrentAttentionLayer conf) {
    return Activations.problems(conf.getActivation().getActivationFunction());
  }

  @Override
  public Value translate(RecurrentAttentionLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Sequence input = inputs.get(0).requireSequence(RNNFormat.NCW);
    Attention attention =
        conf.isProjectInput()
            ? MultiHeadAttention.of(scope, input.tensor(), input.tensor())
            : new Attention.Plain(input.tensor(), input.tensor());
    Tensor rows = rows(conf, scope, input);
    Tensor recurrent =
        DenseTranslator.weights(
            scope.part("recurrence", ""),
            SimpleRnnParamInitializer.RECURRENT_WEIGHT_KEY,
            FeatureOrder.same(rows.shape().dim(2)));
    IActivation function = conf.getActivation().getActivationFunction();
    List<Tensor> outputs = new ArrayList<>();
    for (int step = 0; step < input.length(); step++) {
      LayerScope at = scope.part("step-" + step, "");
      Tensor sum = step(at, rows, step);
      if (step > 0) {
        Tensor answer = attention.attend(at, attention.prepared(at, outputs.get(step - 1)));
        Shape vector = Shape.of(sum.shape().dim(0), answer.shape().dim(2));
        Tensor asked =
            at.helper(
                "asked",
                FullyConnected.of(Activation.NONE),
                List.of(at.reshaped("answer", answer, vector), recurrent));
        sum = at.helper("sum", new Add(Activation.NONE), List.of(sum, asked));
      }
      Tensor output = at.activation("activated", function, Value.Features.of(sum));
      Shape one = Shape.of(output.shape().dim(0), 1, output.shape().dim(1));
      outputs.add(at.reshaped("result", output, one));
    }
    return input.in(scope.output(new Concatenation(1, Activation.NONE), outputs));
  }

  /** What each time step feeds in, [N, T, out]. */
  private static Tensor rows(RecurrentAttentionLayer conf, LayerScope scope, Value.Sequence input) {
    int batch = input.shape().dim(0);
    Shape rows = Shape.of(batch * input.length(), input.channels());
    List<Tensor> operands = new ArrayList<>();
    operands.add(scope.reshaped("rows", input.tensor(), rows));
    operands.add(
        DenseTranslator.weights(
            scope, SimpleRnnParamInitializer.WEIGHT_KEY, FeatureOrder.same(input.channels())));
    if (conf.isHasBias()) {
      float[] bias = scope.parameters().read(SimpleRnnParamInitializer.BIAS_KEY);
      operands.add(scope.constant("bias", Role.BIAS, Shape.of(bias.length), bias));
    }
    Tensor product = scope.helper("input", FullyConnected.of(Activation.NONE), operands);
    return scope.reshaped(
        "inputs", product, Shape.of(batch, input.length(), product.shape().dim(1)));
  }

  private static Tensor step(LayerScope at, Tensor rows, int step) {
    int batch = rows.shape().dim(0);
    int size = rows.shape().dim(2);
    Slice slice = new Slice(List.of(0, step, 0), List.of(batch, 1, size));
    return at.reshaped("row", at.helper("slice", slice, List.of(rows)), Shape.of(batch, size));
  }
}
