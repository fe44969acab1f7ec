package org.dl4jmot.quantization.train.layer;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jmot.quantization.train.fake.FakeQuantizer;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Fake-quantizes what a first layer is fed, once per array: a layer's forward pass may run several
 * times per step on the same input.
 */
final class InputQuantizer {
  private final FakeQuantizer quantizer;
  private INDArray result;

  InputQuantizer(FakeQuantizer quantizer) {
    this.quantizer = quantizer;
  }

  /** The array to compute with: the given one, or a quantized copy of it. */
  INDArray apply(INDArray input, boolean training, LayerWorkspaceMgr workspaces) {
    if (!quantizer.covers(Role.INPUT) || input == result) {
      return input;
    }
    // the user's array, or one that other layers read too: never in place
    ArrayType place = place(workspaces);
    INDArray copy = workspaces.dup(place, input, input.ordering());
    result = quantizer.forward(Role.INPUT, copy, training, place, workspaces);
    return result;
  }

  /** Rounds the input that was set on a layer. */
  void applyTo(Layer layer, boolean training, LayerWorkspaceMgr workspaces) {
    INDArray input = layer.input();
    INDArray rounded = apply(input, training, workspaces);
    if (rounded != input) {
      boolean isOpen = workspaces.isWorkspaceOpen(ArrayType.INPUT);
      layer.setInput(rounded, isOpen ? workspaces : LayerWorkspaceMgr.noWorkspaces());
      result = layer.input(); // setting may have moved it
    }
  }

  /**
   * Where the copy lives: ComputationGraph.output of 1.0.0-M2.1 opens no workspace for the input of
   * an output layer that is fed by the network's input.
   */
  private static ArrayType place(LayerWorkspaceMgr workspaces) {
    return workspaces.isWorkspaceOpen(ArrayType.INPUT) ? ArrayType.INPUT : ArrayType.FF_WORKING_MEM;
  }

  void clear() {
    result = null;
  }
}
