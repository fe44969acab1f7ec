package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Exp;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Outputs of YOLOv2. Per cell and box prior: the centre through sigmoid, the size as the prior
 * times the exponential, the confidence through sigmoid, the classes through softmax.
 */
public final class Yolo2Translator implements Translator<Yolo2OutputLayer> {
  /** Centre, size and confidence. */
  private static final int WITHOUT_CLASSES = 5;

  @Override
  public Class<Yolo2OutputLayer> type() {
    return Yolo2OutputLayer.class;
  }

  @Override
  public Value translate(Yolo2OutputLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Image input = inputs.get(0).requireImage(conf.getFormat());
    int boxes = Math.toIntExact(conf.getBoundingBoxes().size(0));
    int perBox = input.channels() / boxes;
    if (input.channels() % boxes != 0 || perBox < WITHOUT_CLASSES) {
      throw new UntranslatableException(
          "it has " + boxes + " box priors but is fed " + input.channels() + " channels",
          "Give the convolution before it (5 + classes) channels for each prior");
    }
    Shape shape = input.shape();
    Shape byBox = Shape.of(shape.dim(0), input.height() * input.width(), boxes, perBox);
    Tensor cells = scope.reshaped("boxes", input.tensor(), byBox);
    List<Tensor> parts = new ArrayList<>();
    parts.add(scope.helper("centre", new Logistic(), List.of(slice(scope, cells, 0, 2))));
    parts.add(size(conf, scope, slice(scope, cells, 2, 2)));
    parts.add(scope.helper("confidence", new Logistic(), List.of(slice(scope, cells, 4, 1))));
    int classes = perBox - WITHOUT_CLASSES;
    if (classes > 0) {
      Tensor scores = slice(scope, cells, WITHOUT_CLASSES, classes);
      parts.add(scope.helper("classes", Softmax.standard(), List.of(scores)));
    }
    Tensor all = scope.helper("activated", new Concatenation(3, Activation.NONE), parts);
    return input.in(scope.output(new Reshape(shape), List.of(all)));
  }

  private static Tensor size(Yolo2OutputLayer conf, LayerScope scope, Tensor logarithms) {
    float[] priors = conf.getBoundingBoxes().castTo(DataType.FLOAT).dup('c').data().asFloat();
    Tensor prior = scope.auxiliary("priors", Shape.of(1, 1, priors.length / 2, 2), priors);
    Tensor factor = scope.helper("size-factor", new Exp(), List.of(logarithms));
    return scope.helper("size", new Mul(Activation.NONE), List.of(factor, prior));
  }

  private static Tensor slice(LayerScope scope, Tensor cells, int from, int count) {
    Shape shape = cells.shape();
    Slice slice =
        new Slice(List.of(0, 0, 0, from), List.of(shape.dim(0), shape.dim(1), shape.dim(2), count));
    return scope.helper("from-" + from, slice, List.of(cells));
  }
}
