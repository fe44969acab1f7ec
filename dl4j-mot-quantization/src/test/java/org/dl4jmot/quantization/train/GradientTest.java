package org.dl4jmot.quantization.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jmot.quantization.train.fake.LearnedState;
import org.dl4jmot.quantization.train.fake.TrainingSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Rounding has no numeric gradient, clipping has: with 40 bits rounding all but vanishes, ranges
 * still clip, and the straight-through gradient is the gradient.
 */
class GradientTest {
  private static final double STEP = 1e-6;

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void straightThroughGradientEqualsTheNumericOneWhereRangesClip(CNN2DFormat format) {
    ComputationGraph aware = aware(format);
    int clipping = narrowRanges(aware);
    assertTrue(clipping >= 8, "only " + clipping + " ranges to clip at");
    checkGradient(aware, format);
  }

  /** Where all ranges clip, hardly a gradient is left behind the last of them. */
  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void straightThroughGradientEqualsTheNumericOneWherePartOfASumClips(CNN2DFormat format) {
    ComputationGraph aware = aware(format);
    for (var vertex : aware.getVertices()) {
      INDArray state = vertex.paramTable(false).get(LearnedState.KEY);
      if (state != null) {
        scale(state, "sum".equals(vertex.getVertexName()) ? 0.03 : 1.5);
      }
    }
    checkGradient(aware, format);
  }

  private static void checkGradient(ComputationGraph aware, CNN2DFormat format) {
    DataSet data = data(format);
    aware.setInputs(data.getFeatures());
    aware.setLabels(data.getLabels());
    aware.computeGradientAndScore();
    Map<String, INDArray> analytic = aware.gradient().gradientForVariable();
    int checked = 0;
    for (var vertex : aware.getVertices()) {
      for (Map.Entry<String, INDArray> parameter : vertex.paramTable(false).entrySet()) {
        if (isTrained(parameter.getKey())) {
          INDArray gradient =
              analytic.get(vertex.getVertexName() + "_" + parameter.getKey()).dup('c');
          checked += check(aware, data, vertex.getVertexName(), parameter.getValue(), gradient);
        }
      }
    }
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

  /** Shrinks every range, so that some values lie outside. */
  private static int narrowRanges(ComputationGraph aware) {
    int ranges = 0;
    for (var vertex : aware.getVertices()) {
      INDArray state = vertex.paramTable(false).get(LearnedState.KEY);
      if (state != null) {
        ranges += scale(state, 0.83);
      }
    }
    return ranges;
  }

  private static int scale(INDArray state, double factor) {
    int ranges = 0;
    for (int i = 1; i < state.length(); i++) {
      state.putScalar(i, state.getDouble(i) * factor);
      ranges += i % 2;
    }
    return ranges;
  }

  private static boolean isTrained(String parameter) {
    return switch (parameter) {
      case "W", "pW", "b", "gamma", "beta" -> true;
      default -> false;
    };
  }

  private static int check(
      ComputationGraph aware, DataSet data, String layer, INDArray parameter, INDArray gradient) {
    int checked = 0;
    INDArray flat = gradient.reshape(gradient.length());
    long stride = Math.max(1, parameter.length() / 7);
    for (long i = 0; i < parameter.length(); i += stride) {
      long[] at = coordinates(parameter, i);
      double value = parameter.getDouble(at);
      parameter.putScalar(at, value + STEP);
      double above = loss(aware, data);
      parameter.putScalar(at, value - STEP);
      double below = loss(aware, data);
      parameter.putScalar(at, value);
      double numeric = (above - below) / (2 * STEP);
      double analytic = flat.getDouble(i);
      double tolerance = 1e-5 + 1e-3 * Math.abs(numeric);
      assertEquals(numeric, analytic, tolerance, layer + " parameter " + i);
      checked++;
    }
    return checked;
  }

  /** Sum over samples, as DL4J's gradient is before the division by the batch size. */
  private static double loss(ComputationGraph aware, DataSet data) {
    aware.setInputs(data.getFeatures());
    aware.setLabels(data.getLabels());
    aware.computeGradientAndScore();
    return aware.score() * data.numExamples();
  }

  private static long[] coordinates(INDArray array, long index) {
    long[] at = new long[array.rank()];
    long rest = index;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      at[axis] = rest % array.size(axis);
      rest /= array.size(axis);
    }
    return at;
  }
}
