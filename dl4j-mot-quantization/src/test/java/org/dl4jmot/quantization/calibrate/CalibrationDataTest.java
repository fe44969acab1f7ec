package org.dl4jmot.quantization.calibrate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.dl4jmot.core.data.Layout;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.runtime.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.adapter.SingletonMultiDataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.TestDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

class CalibrationDataTest {
  private final List<NetworkInput> vector =
      List.of(new NetworkInput("features", Layout.AS_GRAPH, Shape.of(1, 3)));

  @Test
  void batchesBecomeSamplesInTheGraphsLayout() {
    List<NetworkInput> image =
        List.of(new NetworkInput("image", Layout.CHANNELS_FIRST, Shape.of(1, 1, 2, 2)));
    INDArray batch = Nd4j.createFromArray(1f, 2f, 3f, 4f).reshape(1, 2, 1, 2);
    List<float[][]> samples = CalibrationData.of(List.of(batch)).samples(image, 10);
    assertArrayEquals(new float[] {1, 3, 2, 4}, samples.get(0)[0]);
  }

  @Test
  void limitCutsInsideABatch() {
    CalibrationData data = CalibrationData.of(List.of(Nd4j.ones(4, 3), Nd4j.ones(4, 3)));
    assertEquals(5, data.samples(vector, 5).size());
    assertEquals(8, data.samples(vector, 100).size());
  }

  @Test
  void dataSetIsReadFromItsStartEachTime() {
    DataSetIterator iterator =
        new TestDataSetIterator(new DataSet(Nd4j.ones(4, 3), Nd4j.ones(4, 1)), 2);
    CalibrationData data = CalibrationData.of(iterator);
    assertEquals(4, data.samples(vector, 100).size());
    assertEquals(4, data.samples(vector, 100).size());
  }

  @Test
  void streamIsReadNoFurtherThanNeededAndServesAgain() {
    CalibrationData data = CalibrationData.of(Stream.generate(() -> Nd4j.ones(2, 3)));
    assertEquals(5, data.samples(vector, 5).size());
    assertEquals(7, data.samples(vector, 7).size());
  }

  @Test
  void severalInputsComeFromAMultiDataSet() {
    List<NetworkInput> two =
        List.of(vector.get(0), new NetworkInput("more", Layout.AS_GRAPH, Shape.of(1, 2)));
    MultiDataSet set =
        new MultiDataSet(
            new INDArray[] {Nd4j.ones(4, 3), Nd4j.zeros(4, 2)}, new INDArray[] {Nd4j.ones(4, 1)});
    List<float[][]> samples =
        CalibrationData.of(new SingletonMultiDataSetIterator(set)).samples(two, 100);
    assertEquals(4, samples.size());
    assertArrayEquals(new float[2], samples.get(3)[1]);
  }

  @Test
  void emptyDataIsRefused() {
    assertMessage(CalibrationData.of(List.of()), "calibration data is empty");
  }

  @Test
  void wrongShapeSaysWhatIsWantedAndWhatWasGiven() {
    assertMessage(
        CalibrationData.of(List.of(Nd4j.ones(2, 3), Nd4j.ones(2, 4))),
        "batch 1",
        "'features'",
        "[-1, 3]",
        "[2, 4]");
  }

  @Test
  void wrongNumberOfInputsIsRefused() {
    INDArray[] batch = {Nd4j.ones(2, 3), Nd4j.ones(2, 3)};
    assertMessage(() -> List.<INDArray[]>of(batch).iterator(), "1 inputs", "2 arrays");
  }

  @Test
  void missingFeaturesAreRefused() {
    assertMessage(
        () -> List.<INDArray[]>of(new INDArray[] {null}).iterator(), "batch 0 has no features");
  }

  @Test
  void valuesThatAreNoNumbersAreRefused() {
    INDArray batch = Nd4j.ones(3, 3);
    batch.putScalar(2, 1, Float.NaN);
    assertMessage(CalibrationData.of(List.of(batch)), "sample 2", "NaN", "'features'", "element 1");
  }

  @Test
  void limitBelowOneIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> CalibrationData.of(List.of(Nd4j.ones(1, 3))).samples(vector, 0));
  }

  private void assertMessage(CalibrationData data, String... parts) {
    CalibrationException error =
        assertThrows(CalibrationException.class, () -> data.samples(vector, 100));
    for (String part : parts) {
      assertTrue(error.getMessage().contains(part), error.getMessage());
    }
  }
}
