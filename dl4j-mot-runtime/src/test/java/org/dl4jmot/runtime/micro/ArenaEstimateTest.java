package org.dl4jmot.runtime.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.dl4jmot.testkit.GoldenFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArenaEstimateTest {
  private static MicroModel golden(String name) {
    return MicroModel.of(ByteBuffer.wrap(GoldenFiles.bytes(name + ".tflite")));
  }

  /**
   * {@code MicroInterpreter::arena_used_bytes()} after {@code AllocateTensors()}, TensorFlow Lite
   * Micro at commit 90b983c, reference kernels, g++ 12 on x86-64.
   */
  @ParameterizedTest
  @CsvSource({
    "A-float,65088",
    "A-int8,19232",
    "A-int8-per-tensor,18112",
    "A-qat-int8,18112",
    "A-16x8,37184",
    "B-float,84096",
    "B-int8,27808",
    "B-int8-per-tensor,27712",
    "B-qat-int8,27712",
    "B-16x8,48880"
  })
  void isWhatTheRuntimeUsed(String name, long used) {
    ArenaEstimate estimate = golden(name).arena(StructureSizes.BITS_64);
    assertEquals(used, estimate.activations() + estimate.persistent());
    assertTrue(estimate.bytes() >= used);
  }

  @ParameterizedTest
  @CsvSource({"A-int8,18572", "B-int8,26796"})
  void isSmallerWhereAPointerHas32Bits(String name, long bytes) {
    assertEquals(bytes, golden(name).arena().bytes());
  }
}
