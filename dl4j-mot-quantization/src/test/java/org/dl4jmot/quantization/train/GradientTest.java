package org.dl4jmot.quantization.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jmot.quantization.train.fake.LearnedState;
import org.dl4jmot.quantization.train.fake.TrainingSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Gradients of every kind of layer with a quantization-aware form of its own. */
class GradientTest {
  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void straightThroughGradientEqualsTheNumericOneWhereRangesClip(CNN2DFormat format) {
    ComputationGraph aware = aware(format);
    int checked = GradientCheck.checkWhereRangesClip(aware, data(format), 8);
    assertTrue(checked > 100, "only " + checked + " parameters were checked");
  }

  /** Where all ranges clip, hardly a gradient is left behind the last of them. */
  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void straightThroughGradientEqualsTheNumericOneWherePartOfASumClips(CNN2DFormat format) {
    ComputationGraph aware = aware(format);
    for (var vertex : aware.getVertices()) {
      INDArray state = vertex.paramTable(false).get(LearnedState.KEY);
      if (state != null) {
        GradientCheck.scale(state, "sum".equals(vertex.getVertexName()) ? 0.03 : 1.5);
      }
    }
    int checked = GradientCheck.check(aware, data(format));
    assertTrue(checked > 100, "only " + checked + " parameters were checked");
  }

  private static DataSet data(CNN2DFormat format) {
    DataSet data = Networks.images(6, 5, Graphs.imageShape(format));
    data.setFeatures(data.getFeatures().castTo(DataType.DOUBLE));
    data.setLabels(data.getLabels().castTo(DataType.DOUBLE));
    return data;
  }

  private static ComputationGraph aware(CNN2DFormat format) {
    ComputationGraph plain = Graphs.everyKind(format).convertDataType(DataType.DOUBLE);
    ComputationGraph aware =
        QuantizationAware.builder()
            .settings(TrainingSettings.defaults().withBits(40, 40))
            .inputTypes(Graphs.inputType(format))
            .build()
            .apply(plain);
    aware.fit(data(format));
    QuantizationAware.freezeRanges(aware);
    return aware;
  }
}
