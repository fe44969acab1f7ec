package org.dl4jmot.core.freeze.internal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.dl4jmot.core.data.Layout;
import org.dl4jmot.core.freeze.spi.FeatureOrder;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Vertices that give an array another shape, in C or in Fortran order. The result has its channels
 * where its input has them, behind the batch if that is a vector, as {@link
 * ReshapeVertex#getOutputType} has it.
 */
public final class ReshapeTranslator implements Translator<ReshapeVertex> {
  @Override
  public Class<ReshapeVertex> type() {
    return ReshapeVertex.class;
  }

  @Override
  public List<String> handles() {
    return List.of(ReshapeVertex.class.getName());
  }

  @Override
  public Value translate(ReshapeVertex conf, LayerScope scope, List<Value> inputs) {
    Value input = inputs.get(0);
    Shape target = target(conf, input);
    if (conf.getReshapeOrder() == 'c' && target.rank() == 2 && keepsSamples(input, target)) {
      return flattened(scope, input, target);
    }
    Tensor trained = input.inTrainedOrder(scope, "arranged");
    Tensor reshaped =
        conf.getReshapeOrder() == 'c'
            ? scope.reshaped("reshaped", trained, target)
            : inFortranOrder(scope, trained, target);
    return value(scope, input, reshaped);
  }

  private static Shape target(ReshapeVertex conf, Value input) {
    int[] shape = conf.getNewShape().clone();
    int known = Arrays.stream(shape).filter(size -> size != -1).reduce(1, Math::multiplyExact);
    int elements = input.shape().elements();
    int samples = input.shape().dim(0);
    for (int i = 0; i < shape.length; i++) {
      shape[i] = shape[i] == -1 ? elements / known : shape[i];
    }
    boolean fits = Arrays.stream(shape).reduce(1, Math::multiplyExact) == elements;
    if (!fits || (conf.getNewShape()[0] != -1 && shape[0] != samples)) {
      throw new UntranslatableException(
          "it makes an array of shape "
              + Arrays.toString(conf.getNewShape())
              + ", but is fed one sample at a time, a "
              + input.describe(),
          "Let its shape begin with -1, for any number of samples");
    }
    return Shape.of(shape);
  }

  private static boolean keepsSamples(Value input, Shape target) {
    return target.dim(0) == input.shape().dim(0);
  }

  /** Vectors of all values of a sample: no data need be moved for them. */
  private static Value flattened(LayerScope scope, Value input, Shape target) {
    Tensor flat = scope.reshaped("output", input.tensor(), target);
    if (input instanceof Value.Features) {
      return input.in(flat);
    }
    int channels = input.shape().dim(-1);
    return new Value.Features(
        flat,
        input.layout() == Layout.CHANNELS_FIRST
            ? FeatureOrder.channelsFirst(target.dim(1) / channels, 1, channels)
            : FeatureOrder.same(target.dim(1)));
  }

  private static Tensor inFortranOrder(LayerScope scope, Tensor trained, Shape target) {
    Tensor reversed = scope.transposed("reversed", trained, backwards(trained.shape().rank()));
    int[] sizes = backwards(target.rank()).stream().mapToInt(target::dim).toArray();
    Tensor reshaped = scope.reshaped("reshaped", reversed, Shape.of(sizes));
    return scope.transposed("restored", reshaped, backwards(target.rank()));
  }

  private static List<Integer> backwards(int rank) {
    return IntStream.range(0, rank).map(axis -> rank - 1 - axis).boxed().toList();
  }

  private static Value value(LayerScope scope, Value input, Tensor trained) {
    boolean last = input.layout() == Layout.AS_GRAPH && input.shape().rank() > 2;
    return switch (trained.shape().rank()) {
      case 2 -> Value.Features.of(trained);
      case 3 ->
          Value.Sequence.ofTrained(scope, "output", trained, last ? RNNFormat.NWC : RNNFormat.NCW);
      case 4 ->
          Value.Image.ofTrained(
              scope, "output", trained, last ? CNN2DFormat.NHWC : CNN2DFormat.NCHW);
      case 5 ->
          Value.Volume.ofTrained(
              scope,
              "output",
              trained,
              last ? Convolution3D.DataFormat.NDHWC : Convolution3D.DataFormat.NCDHW);
      default ->
          throw new UntranslatableException(
              "it makes an array of shape " + trained.shape(),
              "Reshape to vectors, sequences, images or volumes (rank 2 to 5)");
    };
  }
}
