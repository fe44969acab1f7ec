package org.dl4jmot.quantization.train.fake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.dl4jmot.quantization.plan.ActivationRange;
import org.dl4jmot.quantization.plan.AffineQuantization;
import org.dl4jmot.quantization.plan.IntegerRange;
import org.dl4jmot.quantization.plan.WeightQuantization;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class FakeQuantizationTest {
  private static final long SEED = 20;

  @ParameterizedTest
  @CsvSource({"-1, 1", "0, 6", "-0.3, 7.7", "-5, 0", "0, 0", "2, 3"})
  void roundsActivationsAsThePlanDoesBitForBitTiesIncluded(float min, float max) {
    QuantizationParameters parameters = new ActivationRange(min, max).parameters();
    AffineQuantization plan =
        new AffineQuantization(parameters.scale(), parameters.zeroPoint(), IntegerRange.INT8);
    Random random = new Random(SEED);
    float[] values = new float[5000];
    for (int i = 0; i < values.length; i++) {
      float spread = (float) (random.nextGaussian() * Math.max(1, max - min));
      values[i] = i % 2 == 0 ? spread : (random.nextInt(600) - 300) * 0.5f * parameters.scale();
    }
    float[] expected = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      expected[i] = plan.fakeQuantize(values[i]);
    }
    INDArray array = Nd4j.createFromArray(values).reshape(50, 100);
    FakeQuantization.quantize(array, Grids.activation(new Range(min, max), 8));
    // -0.0 and 0.0 are the same integer
    assertArrayEquals(expected, array.data().asFloat(), 0f);
  }

  @Test
  void masksExactlyTheGradientsOfWhatLayOutsideWhateverTheStrides() {
    INDArray values = Nd4j.rand(4, 3, 5, 2).muli(4).subi(2).permute(0, 3, 1, 2);
    INDArray original = values.dup();
    Grid grid = Grids.activation(new Range(-1, 1), 8);
    Clipped clipped = FakeQuantization.quantize(values, grid);
    INDArray gradient = Nd4j.ones(4, 5, 3, 2).permute(0, 3, 2, 1);
    clipped.mask(gradient);

    long[] at = Nd4j.create(original.shape()).stride();
    for (int i = 0; i < original.length(); i++) {
      long rest = i;
      long[] coordinates = new long[4];
      for (int axis = 0; axis < 4; axis++) {
        coordinates[axis] = rest / at[axis];
        rest %= at[axis];
      }
      double value = original.getDouble(coordinates);
      double expected = value < grid.min() || value > grid.max() ? 0 : 1;
      assertEquals(expected, gradient.getDouble(coordinates), "value " + value);
    }
  }

  @Test
  void worksOnAViewWithoutTouchingItsSurroundings() {
    INDArray whole = Nd4j.rand(10, 7).muli(3);
    INDArray before = whole.dup();
    INDArray view = whole.get(NDArrayIndex.interval(3, 6), NDArrayIndex.all());
    Range range = FakeQuantization.range(view);
    FakeQuantization.quantize(view, Grids.activation(range, 8));

    assertEquals(before.get(NDArrayIndex.interval(0, 3)), whole.get(NDArrayIndex.interval(0, 3)));
    assertEquals(before.get(NDArrayIndex.interval(6, 10)), whole.get(NDArrayIndex.interval(6, 10)));
    assertEquals(before.get(NDArrayIndex.interval(3, 6)).maxNumber().doubleValue(), range.max(), 0);
    assertEquals(before.get(NDArrayIndex.interval(3, 6)).minNumber().doubleValue(), range.min(), 0);
  }

  @ParameterizedTest
  @CsvSource({"PER_CHANNEL", "PER_TENSOR"})
  void roundsWeightsAsTheExportDoesBitForBit(Granularity granularity) {
    Random random = new Random(SEED);
    float[] weights = new float[6 * 4 * 3 * 3];
    for (int i = 0; i < weights.length; i++) {
      // one channel is a thousand times larger, one is all zeros
      int channel = i / 36;
      weights[i] = (float) random.nextGaussian() * (channel == 2 ? 1000 : channel == 4 ? 0 : 1);
    }
    Shape shape = Shape.of(6, 4, 3, 3);
    QuantizationParameters parameters =
        WeightQuantization.parameters(weights, shape, 0, granularity, 8);
    byte[] integers = WeightQuantization.quantize(weights, shape, parameters, 8);
    INDArray array = Nd4j.createFromArray(weights).reshape(6, 4, 3, 3);
    INDArray result = array.ulike();
    ChannelLayout layout =
        granularity == Granularity.PER_CHANNEL
            ? ChannelLayout.outermost(6, weights.length)
            : ChannelLayout.perTensor();
    FakeWeights.quantize(array, layout, 8, result);

    float[] rounded = result.data().asFloat();
    for (int i = 0; i < weights.length; i++) {
      assertEquals(integers[i] * parameters.scale(i / 36), rounded[i], 0f);
    }
  }

  @Test
  void depthwiseKernelsHaveAScalePerInputChannelAndMultiplier() {
    INDArray weights = Nd4j.createFromArray(1f, 100f, 0.3f, 33f).reshape(2, 1, 1, 2);
    INDArray result = weights.ulike();
    FakeWeights.quantize(weights, ChannelLayout.innermost(2), 8, result);
    assertEquals(Math.round(0.3 * 127) / 127.0, result.getDouble(1, 0, 0, 0), 1e-7);
    assertEquals(Math.round(0.33 * 127) * 100 / 127.0, result.getDouble(1, 0, 0, 1), 1e-5);
  }
}
