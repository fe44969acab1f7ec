package org.dl4jmot.core.freeze.internal;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.CapsuleLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.BatchMatMul;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.op.Sum;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Capsules with dynamic routing: what each input capsule predicts of each capsule, weighted by how
 * far it agrees with the others, the rounds of routing one behind the other.
 */
public final class CapsuleTranslator implements Translator<CapsuleLayer> {
  private static final Mul MUL = new Mul(Activation.NONE);

  @Override
  public Class<CapsuleLayer> type() {
    return CapsuleLayer.class;
  }

  @Override
  public Value translate(CapsuleLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Sequence input = inputs.get(0).requireSequence(RNNFormat.NCW);
    Tensor predictions = predictions(conf, scope, input);
    Shape all = predictions.shape();
    float[] equal = new float[conf.getCapsules()];
    Arrays.fill(equal, 1f / equal.length);
    Tensor coupling = scope.auxiliary("equal", Shape.of(1, 1, equal.length, 1), equal);
    Tensor logits = null;
    Tensor capsules = null;
    for (int round = 0; round < conf.getRoutings(); round++) {
      LayerScope at = scope.part("round-" + round, "");
      if (round > 0) {
        logits = logits(at, predictions, capsules, logits);
        Tensor softmax = at.helper("coupling", Softmax.standard(), List.of(logits));
        coupling = at.reshaped("couplings", softmax, all.with(3, 1));
      }
      Tensor weighted = at.helper("weighted", MUL, List.of(predictions, coupling));
      Tensor sum = at.helper("sum", new Sum(List.of(1), true), List.of(weighted));
      capsules = Squash.last(at, biased(conf, at, sum));
    }
    Shape trained = Shape.of(all.dim(0), all.dim(2), all.dim(3));
    Value.Sequence result =
        Value.Sequence.ofTrained(
            scope, "by-cell", scope.reshaped("capsules", capsules, trained), RNNFormat.NCW);
    return result.in(scope.output(new Identity(), List.of(result.tensor())));
  }

  /** [N, input capsules, capsules, size]. */
  private static Tensor predictions(CapsuleLayer conf, LayerScope scope, Value.Sequence input) {
    Shape trained = scope.parameters().shape("weight"); // [1, from, to * size, size of from, 1]
    int from = trained.dim(1);
    int size = trained.dim(3);
    if (input.channels() != from || input.length() != size) {
      throw new UntranslatableException(
          "it takes " + from + " capsules of size " + size + " but is fed a " + input.describe(),
          "Check inputCapsules, inputCapsuleDimensions and the network's InputType");
    }
    Tensor weights =
        scope.constant(
            "weight",
            Role.WEIGHT,
            Shape.of(1, from, trained.dim(2), size),
            scope.parameters().read("weight"));
    Tensor capsules = input.inTrainedOrder(scope, "input-capsules");
    int batch = input.shape().dim(0);
    Tensor rows = scope.reshaped("rows", capsules, Shape.of(batch, from, 1, size));
    BatchMatMul product = new BatchMatMul(BatchMatMul.Order.PLAIN, BatchMatMul.Order.TRANSPOSED);
    Tensor predicted = scope.helper("predicted", product, List.of(rows, weights));
    return scope.reshaped(
        "predictions",
        predicted,
        Shape.of(batch, from, conf.getCapsules(), conf.getCapsuleDimensions()));
  }

  /** Agreement so far, and that of the last round: [N, input capsules, capsules]. */
  private static Tensor logits(LayerScope at, Tensor predictions, Tensor capsules, Tensor before) {
    Tensor products = at.helper("products", MUL, List.of(predictions, capsules));
    Tensor agreement = at.helper("agreement", new Sum(List.of(3), false), List.of(products));
    return before == null
        ? agreement
        : at.helper("logits", new Add(Activation.NONE), List.of(before, agreement));
  }

  private static Tensor biased(CapsuleLayer conf, LayerScope at, Tensor sum) {
    if (!conf.isHasBias()) {
      return sum;
    }
    float[] bias = at.parameters().read("bias");
    Shape shape = Shape.of(1, 1, conf.getCapsules(), conf.getCapsuleDimensions());
    Tensor constant = at.auxiliary("bias", shape, bias);
    return at.helper("biased", new Add(Activation.NONE), List.of(sum, constant));
  }
}
