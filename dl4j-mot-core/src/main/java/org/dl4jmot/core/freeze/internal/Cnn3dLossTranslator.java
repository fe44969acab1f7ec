package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;

/** Losses per voxel: the activation function sees each voxel's channels as a vector. */
public final class Cnn3dLossTranslator implements Translator<Cnn3DLossLayer> {
  @Override
  public Class<Cnn3DLossLayer> type() {
    return Cnn3DLossLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(Cnn3DLossLayer.class.getName());
  }

  @Override
  public List<Problem> problems(Cnn3DLossLayer conf) {
    return Activations.problems(conf.getActivationFn());
  }

  @Override
  public Value translate(Cnn3DLossLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Volume input = inputs.get(0).requireVolume(conf.getDataFormat());
    Value voxels = new Value.Volume(input.tensor(), Convolution3D.DataFormat.NDHWC);
    return input.in(scope.activation(conf.getActivationFn(), voxels).tensor());
  }
}
