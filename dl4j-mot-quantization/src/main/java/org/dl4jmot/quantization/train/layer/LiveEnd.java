package org.dl4jmot.quantization.train.layer;

import java.util.Map;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jmot.quantization.train.fake.FakeQuantizer;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The end of a live layer that was taken off it, with roundings in between. */
final class LiveEnd {
  private final LayerEnd end;
  private final FakeQuantizer quantizer;
  private final Map<String, INDArray> parameters;
  private INDArray linear;

  /**
   * An end.
   *
   * @param parameters the layer's true parameters
   */
  LiveEnd(LayerEnd end, FakeQuantizer quantizer, Map<String, INDArray> parameters) {
    this.end = end;
    this.quantizer = quantizer;
    this.parameters = parameters;
  }

  /** The layer's result, of what is left of it. */
  INDArray forward(INDArray result, boolean training, LayerWorkspaceMgr workspaces) {
    INDArray products = rounded(Role.INTERMEDIATE, result, training, workspaces);
    end.bias()
        .ifPresent(
            bias -> {
              INDArray values = quantizer.operand(parameters.get(bias.key()), training);
              products.addi(values.reshape(alongChannels(products, bias)));
            });
    INDArray sums = rounded(Role.PRE_ACTIVATION, products, training, workspaces);
    linear = training ? sums : null;
    INDArray copy = workspaces.dup(ArrayType.ACTIVATIONS, sums, sums.ordering());
    return end.activation().getActivation(copy, training);
  }

  private INDArray rounded(
      Role role, INDArray values, boolean training, LayerWorkspaceMgr workspaces) {
    return quantizer.forward(role, values, training, ArrayType.ACTIVATIONS, workspaces);
  }

  /**
   * The gradient at the result of what is left of the layer.
   *
   * @param epsilon gradient at the layer's result
   */
  Gradients backward(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    INDArray delta = end.activation().backprop(linear, epsilon).getFirst();
    linear = null;
    INDArray sums = quantizer.backward(Role.PRE_ACTIVATION, delta, workspaces);
    return new Gradients(sums, quantizer.backward(Role.INTERMEDIATE, sums, workspaces));
  }

  /**
   * Gradients inside an end.
   *
   * @param sums at the sums with the bias
   * @param products in front of it
   */
  record Gradients(INDArray sums, INDArray products) {}

  /** Writes the gradient of a bias that was taken off with the end, if one was. */
  void writeBiasGradient(INDArray sums, Map<String, INDArray> gradients) {
    end.bias()
        .ifPresent(
            bias -> {
              INDArray view = gradients.get(bias.key());
              int[] others =
                  LongStream.range(0, sums.rank())
                      .mapToInt(axis -> (int) axis)
                      .filter(axis -> axis != bias.channelAxis())
                      .toArray();
              view.assign(sums.sum(others).reshape(view.shape()));
            });
  }

  private static long[] alongChannels(INDArray array, LayerEnd.Bias bias) {
    long[] shape = new long[array.rank()];
    java.util.Arrays.fill(shape, 1);
    shape[bias.channelAxis()] = array.size(bias.channelAxis());
    return shape;
  }

  void clear() {
    linear = null;
  }
}
