package org.dl4jmot.examples.random;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.ExportStage;
import org.dl4jmot.quantization.calibrate.CalibrationData;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.quantization.scheme.DynamicRange;
import org.dl4jmot.quantization.scheme.Float16;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The forms a random network is exported in. */
final class Exports {
  private Exports() {}

  static EdgeExporter of(RandomNetwork network) {
    Model model = network.model();
    InputType[] types = network.inputTypes();
    return model instanceof ComputationGraph graph
        ? EdgeExporter.of(graph, types)
        : EdgeExporter.of((MultiLayerNetwork) model, types);
  }

  static FullInteger integer(Draw draw, INDArray... batch) {
    FullInteger scheme = FullInteger.calibratedBy(calibration(batch));
    FullInteger bordered = draw.chance(0.5) ? scheme : scheme.withBorder(Border.INT8);
    return draw.chance(0.7) ? bordered : bordered.withDenseWeights(Granularity.PER_CHANNEL);
  }

  private static CalibrationData calibration(INDArray... batch) {
    return () -> List.<INDArray[]>of(batch).iterator();
  }

  /** A form whose values are floats, for LiteRT and the interpreter to compare. */
  static ExportStage floating(Draw draw) {
    List<ExportStage> stages =
        List.of(
            Float16.standard(),
            DynamicRange.standard().withMinElements(1),
            DynamicRange.standard()
                .withMinElements(8)
                .withDenseWeights(Granularity.PER_TENSOR)
                .withDenseInputs(draw.of(DynamicRange.DenseInputs.values())));
    return draw.of(stages);
  }
}
