package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;

/** Pooling of images. */
public final class SubsamplingTranslator implements Translator<SubsamplingLayer> {
  @Override
  public Class<SubsamplingLayer> type() {
    return SubsamplingLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(SubsamplingLayer.class.getName(), Pooling2D.class.getName());
  }

  @Override
  public List<Problem> problems(SubsamplingLayer conf) {
    List<Problem> problems = new ArrayList<>(geometry(conf).problems());
    problems.addAll(Pooling.problems(conf));
    return problems;
  }

  @Override
  public Value translate(SubsamplingLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Image input = inputs.get(0).requireImage(conf.getCnn2dDataFormat());
    return input.in(Pooling.of(conf, geometry(conf), scope, input.tensor()));
  }

  private static ImageGeometry geometry(SubsamplingLayer conf) {
    return new ImageGeometry(
        conf.getConvolutionMode(),
        conf.getKernelSize(),
        conf.getStride(),
        conf.getPadding(),
        conf.getDilation());
  }
}
