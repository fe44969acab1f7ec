package org.dl4jmot.quantization.train.layer;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jmot.quantization.train.fake.FakeQuantization;
import org.dl4jmot.quantization.train.fake.FakeQuantizer;
import org.dl4jmot.quantization.train.fake.Grids;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;

/**
 * Batch normalization that no neighbour takes in: the file computes {@code input * scale + shift}
 * in two operations, and rounds the product, the scales and the shifts too.
 *
 * @param scale gamma / standard deviation, one per channel
 * @param shift beta - mean * scale, one per channel
 * @param channelAxis the input's axis of channels
 */
record UnfoldedNormalization(INDArray scale, INDArray shift, int channelAxis) {

  /** Lets the range of the product learn from a training batch. */
  void observe(INDArray input, FakeQuantizer quantizer, LayerWorkspaceMgr workspaces) {
    ArrayType scratch = ArrayType.FF_WORKING_MEM;
    INDArray product = times(input, scale, scratch, workspaces);
    quantizer.forward(Role.INTERMEDIATE, product, true, scratch, workspaces);
  }

  /** The result as the file computes it, before the result's own rounding. */
  INDArray apply(
      INDArray input,
      FakeQuantizer quantizer,
      int bits,
      boolean training,
      LayerWorkspaceMgr workspaces) {
    boolean rounding = quantizer.isActive(training);
    INDArray factor = rounding ? rounded(scale, bits) : scale;
    INDArray summand = rounding ? rounded(shift, bits) : shift;
    ArrayType result = ArrayType.ACTIVATIONS;
    INDArray product = times(input, factor, result, workspaces);
    product = quantizer.forward(Role.INTERMEDIATE, product, training, result, workspaces);
    return Broadcast.add(product, summand, product, channelAxis);
  }

  private INDArray times(
      INDArray input, INDArray factor, ArrayType type, LayerWorkspaceMgr workspaces) {
    INDArray product = workspaces.createUninitialized(type, input.dataType(), input.shape(), 'c');
    return Broadcast.mul(input, factor, product, channelAxis);
  }

  /** The file holds such constants like activations: one scale and zero point for all channels. */
  private static INDArray rounded(INDArray constant, int bits) {
    INDArray copy = constant.dup();
    FakeQuantization.quantize(copy, Grids.activation(FakeQuantization.range(copy), bits));
    return copy;
  }
}
