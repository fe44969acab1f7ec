package org.dl4jmot.runtime.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dl4jmot.runtime.micro.MemoryPlan.Buffer;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
  @Test
  void buffersOfDifferentTimesShareTheirPlace() {
    MemoryPlan plan = MemoryPlan.of(List.of(new Buffer(64, 0, 1), new Buffer(48, 2, 3)));
    assertEquals(64, plan.bytes());
    assertEquals(plan.offset(0), plan.offset(1));
  }

  @Test
  void aChainTakesItsGreatestNeighbours() {
    List<Buffer> chain = List.of(new Buffer(16, 0, 1), new Buffer(64, 1, 2), new Buffer(32, 2, 3));
    assertEquals(96, MemoryPlan.of(chain).bytes());
  }

  @Test
  void aSmallBufferFillsTheGapBetweenGreaterOnes() {
    // 96 lies at 0 until step 1; 64 and 32 live on, so that the last finds 64..96 free at step 2.
    List<Buffer> buffers =
        List.of(
            new Buffer(96, 0, 1), new Buffer(64, 2, 4), new Buffer(48, 1, 3), new Buffer(32, 3, 4));
    MemoryPlan plan = MemoryPlan.of(buffers);
    assertEquals(96, plan.offset(2));
    assertEquals(64, plan.offset(3));
    assertEquals(144, plan.bytes());
  }

  @Test
  void ofEqualBuffersTheLastComesFirst() {
    MemoryPlan plan = MemoryPlan.of(List.of(new Buffer(16, 0, 1), new Buffer(16, 1, 2)));
    assertEquals(16, plan.offset(0));
    assertEquals(0, plan.offset(1));
  }

  @Test
  void noTwoBuffersOfOneTimeOverlap() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      List<Buffer> buffers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        int first = random.nextInt(12);
        buffers.add(new Buffer(16L * (1 + random.nextInt(9)), first, first + random.nextInt(4)));
      }
      MemoryPlan plan = MemoryPlan.of(buffers);
      for (int a = 0; a < buffers.size(); a++) {
        for (int b = 0; b < a; b++) {
          boolean apart =
              plan.offset(a) >= plan.offset(b) + buffers.get(b).bytes()
                  || plan.offset(b) >= plan.offset(a) + buffers.get(a).bytes();
          assertTrue(apart || !buffers.get(a).meets(buffers.get(b)), "round " + round);
        }
        assertTrue(plan.bytes() >= plan.offset(a) + buffers.get(a).bytes());
      }
    }
  }
}
