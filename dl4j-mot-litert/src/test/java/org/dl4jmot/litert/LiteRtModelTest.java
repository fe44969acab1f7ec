package org.dl4jmot.litert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.dl4jmot.testkit.GoldenFiles;
import org.junit.jupiter.api.Test;

/** Runs on the golden network B, int8: 13 ops, its file made by Google's converter. */
class LiteRtModelTest {
  private static byte[] ramp(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 37);
    }
    return bytes;
  }

  @Test
  void reportsTheVersionOfTheLibrary() {
    assertTrue(LiteRt.isAvailable(), () -> LiteRt.unavailableReason().orElse(""));
    assertTrue(LiteRt.version().startsWith("2.20"), LiteRt.version());
  }

  @Test
  void describesInputsAndOutputs() {
    try (LiteRtModel model = LiteRtModel.open(GoldenFiles.bytes("B-int8.tflite"))) {
      LiteRtTensor input = model.inputs().get(0);
      assertEquals(List.of(1, 28, 28, 1), input.shape());
      assertEquals(LiteRtType.INT8, input.type());
      assertEquals(784, input.bytes());
      LiteRtTensor output = model.outputs().get(0);
      assertEquals(List.of(1, 10), output.shape());
      assertEquals(1f / 256, output.scale());
      assertEquals(-128, output.zeroPoint());
      assertTrue(model.tensors().stream().anyMatch(LiteRtTensor::constant));
      assertFalse(input.constant());
    }
  }

  @Test
  void findsInputsAndOutputsBySignatureName() {
    try (LiteRtModel model = LiteRtModel.open(GoldenFiles.bytes("B-int8.tflite"))) {
      assertEquals(List.of("serving_default"), model.signatures());
      assertEquals(model.inputs().get(0), model.input(model.inputs().get(0).name()));
      assertThrows(IllegalArgumentException.class, () -> model.output("nonsense"));
    }
  }

  @Test
  void runsAndGivesProbabilitiesThatSumToOne() {
    try (LiteRtModel model = LiteRtModel.open(GoldenFiles.bytes("B-int8.tflite"))) {
      model.setInput(model.inputs().get(0), ramp(784));
      model.invoke();
      int sum = 0;
      for (byte value : model.readBytes(model.outputs().get(0))) {
        sum += value + 128;
      }
      // Ten values, each rounded to 1/256.
      assertEquals(256, sum, 10 * 0.5);
    }
  }

  @Test
  void delegatesNodesOnlyWithXnnpack() {
    try (LiteRtModel builtIn = LiteRtModel.open(GoldenFiles.bytes("B-int8.tflite"));
        LiteRtModel delegated =
            LiteRtModel.open(
                GoldenFiles.bytes("B-int8.tflite"), LiteRtOptions.xnnpack().withThreads(2))) {
      assertEquals(0, builtIn.delegatedNodes());
      assertTrue(delegated.delegatedNodes() > 10, () -> "" + delegated.delegatedNodes());
      // XNNPACK has no int8 softmax: the last node stays with the built-in kernels.
      assertEquals(new Delegation(12, List.of(11), 1), delegated.delegation());
      assertEquals(0, builtIn.delegation().partitions());
    }
  }

  @Test
  void preservesIntermediateTensorsOnRequest() {
    try (LiteRtModel model =
        LiteRtModel.open(
            GoldenFiles.bytes("B-int8.tflite"), LiteRtOptions.builtIn().preservingAllTensors())) {
      model.setInput(model.inputs().get(0), ramp(784));
      model.invoke();
      byte[] first = model.readBytes(model.inputs().get(0));
      assertArrayEquals(ramp(784), first);
      for (LiteRtTensor tensor : model.tensors()) {
        assertEquals(tensor.bytes(), model.readBytes(tensor).length, tensor::name);
      }
    }
  }

  @Test
  void refusesACorruptFile() {
    byte[] good = GoldenFiles.bytes("B-int8.tflite");
    byte[] truncated = Arrays.copyOf(good, good.length / 2);
    assertThrows(LiteRtException.class, () -> LiteRtModel.open(truncated));
    assertThrows(LiteRtException.class, () -> LiteRtModel.open(new byte[0]));
  }

  @Test
  void refusesAnInputOfTheWrongSize() {
    try (LiteRtModel model = LiteRtModel.open(GoldenFiles.bytes("B-int8.tflite"))) {
      LiteRtTensor input = model.inputs().get(0);
      assertThrows(IllegalArgumentException.class, () -> model.setInput(input, new byte[783]));
      assertThrows(IllegalArgumentException.class, () -> model.setInput(input, new float[784]));
    }
  }

  @Test
  void refusesToRunAfterClose() {
    LiteRtModel model = LiteRtModel.open(GoldenFiles.bytes("B-int8.tflite"));
    model.close();
    model.close();
    assertThrows(IllegalStateException.class, model::invoke);
    assertThrows(IllegalStateException.class, () -> model.read(model.outputs().get(0)));
  }
}
