package org.dl4jmot.examples.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dl4jmot.fashionmnist.FashionMnist;
import org.junit.jupiter.api.Test;

class ResidualNetworkTest {
  @Test
  void interpreterGivesTheBytesOfLiteRtAtEveryTensor() {
    FashionMnist data = FashionMnist.subset();
    BitExactness exactness =
        BitExactness.of(ResidualFile.of(data.train()), data.test().first(500), 100);

    assertEquals(0, exactness.outputBytes());
    assertEquals(0, exactness.tensorBytes());
    assertTrue(exactness.tensors() >= 10, "tensors are compared: " + exactness);
  }
}
