package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.DataFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Preprocessors that give an array another shape; what it then is follows from its rank. */
public final class ReshapePreprocessorTranslator implements Translator<ReshapePreprocessor> {
  @Override
  public Class<ReshapePreprocessor> type() {
    return ReshapePreprocessor.class;
  }

  @Override
  public List<String> handles() {
    return List.of(ReshapePreprocessor.class.getName());
  }

  @Override
  public Value translate(ReshapePreprocessor conf, LayerScope scope, List<Value> inputs) {
    Value input = inputs.get(0);
    Shape target = target(conf, input.shape().dim(0));
    if (target.elements() != input.shape().elements()) {
      throw new UntranslatableException(
          "it makes an array of shape " + target + " but is fed a " + input.describe(),
          "Check its shapes and the network's InputType");
    }
    Tensor trained = scope.reshaped("reshaped", input.inTrainedOrder(scope, "arranged"), target);
    return value(conf, scope, input, trained);
  }

  private static Shape target(ReshapePreprocessor conf, int batch) {
    long[] shape = conf.getTargetShape();
    int skipped = conf.isHasMiniBatchDimension() ? 1 : 0;
    int[] target = new int[shape.length - skipped + 1];
    target[0] = batch;
    for (int i = 1; i < target.length; i++) {
      target[i] = Math.toIntExact(shape[i - 1 + skipped]);
    }
    return Shape.of(target);
  }

  /** As {@link ReshapePreprocessor#getOutputType} of 1.0.0-M2.1 chooses kind and layout. */
  private static Value value(
      ReshapePreprocessor conf, LayerScope scope, Value input, Tensor trained) {
    boolean asKeras = conf.getInputShape().length == 1 || input instanceof Value.Sequence;
    return switch (trained.shape().rank()) {
      case 2 -> Value.Features.of(trained);
      case 3 -> Value.Sequence.ofTrained(scope, "input", trained, format(conf, RNNFormat.NWC));
      case 4 ->
          Value.Image.ofTrained(
              scope, "input", trained, asKeras ? CNN2DFormat.NHWC : format(conf, CNN2DFormat.NCHW));
      case 5 ->
          Value.Volume.ofTrained(
              scope,
              "input",
              trained,
              format(
                  conf, asKeras ? Convolution3D.DataFormat.NDHWC : Convolution3D.DataFormat.NCDHW));
      default ->
          throw new UntranslatableException(
              "it makes an array of shape " + trained.shape(),
              "Reshape to vectors, sequences, images or volumes (rank 2 to 5)");
    };
  }

  private static <F extends Enum<F> & DataFormat> F format(ReshapePreprocessor conf, F otherwise) {
    Class<F> type = otherwise.getDeclaringClass();
    return type.isInstance(conf.getFormat()) ? type.cast(conf.getFormat()) : otherwise;
  }
}
