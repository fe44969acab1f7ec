package org.dl4jmot.quantization.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Optional;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.junit.jupiter.api.Test;

class PolicyTableTest {

  @Test
  void everyOperationHasARow() {
    for (Class<?> kind : Op.class.getPermittedSubclasses()) {
      assertNotNull(PolicyTable.of(kind.asSubclass(Op.class)), kind.getSimpleName());
    }
  }

  @Test
  void outputChannelsLieWhereTheSpecificationPutsThem() {
    assertEquals(Optional.of(0), channelAxis(Conv2d.class));
    assertEquals(Optional.of(3), channelAxis(DepthwiseConv2d.class));
    assertEquals(Optional.of(0), channelAxis(FullyConnected.class));
    assertEquals(Optional.empty(), channelAxis(Softmax.class));
  }

  @Test
  void softmaxPrescribesItsResult() {
    assertEquals(
        new ScaleRule.Fixed(QuantizationParameters.perTensor(1 / 256f, -128)),
        PolicyTable.of(Softmax.standard()).output());
  }

  private static Optional<Integer> channelAxis(Class<? extends Op> kind) {
    return PolicyTable.of(kind).weights().map(WeightRule::channelAxis);
  }
}
