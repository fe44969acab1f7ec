package org.dl4jmot.quantization.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.dl4jmot.core.export.StageInput;
import org.dl4jmot.core.export.StageResult;
import org.dl4jmot.quantization.calibrate.CalibrationData;
import org.dl4jmot.quantization.testing.GoldenNetwork;
import org.dl4jmot.runtime.tensor.DataType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The converter's presets, on a network that the converter itself has lowered. */
class OptimizeTest {
  private static final StageInput NETWORK = new GoldenNetwork("B").floatInput();

  @ParameterizedTest
  @EnumSource(Optimize.class)
  void withoutDataWeightsAreQuantizedAndActivationsAreNot(Optimize preset) {
    StageResult result = preset.withoutData().apply(NETWORK);
    assertEquals(
        new GoldenNetwork("B").graph("dynamic").nodes().stream().map(n -> n.op().type()).toList(),
        result.graph().nodes().stream().map(node -> node.op().type()).toList());
    assertEquals(List.of(), result.samples());
  }

  @ParameterizedTest
  @EnumSource(Optimize.class)
  void withDataEverythingIsIntegerBetweenFloatBorders(Optimize preset) {
    CalibrationData data = CalibrationData.of(GoldenNetwork.batches().subList(0, 100));
    StageResult result = preset.with(data).apply(NETWORK);
    List<String> operations = result.graph().nodes().stream().map(n -> n.op().type()).toList();
    List<String> golden =
        new GoldenNetwork("B").graph("int8").nodes().stream().map(n -> n.op().type()).toList();
    assertEquals(golden, operations.subList(1, operations.size() - 1));
    assertEquals(DataType.FLOAT32, result.graph().inputTensors().get(0).type());
    assertEquals(DataType.FLOAT32, result.graph().outputTensors().get(0).type());
    assertEquals(100, result.samples().size());
  }
}
