package org.dl4jmot.runtime.testing;

import org.dl4jmot.litert.LiteRt;
import org.junit.jupiter.api.Assumptions;

/**
 * The runtime that integer results are compared with to the byte: LiteRT on x86-64. On other
 * processors LiteRT's own kernels round differently, so that such tests are skipped, with a printed
 * reason.
 */
public final class Reference {
  private Reference() {}

  /** Skips the running test where the reference is absent. */
  public static void require() {
    String processor = System.getProperty("os.arch");
    boolean present = LiteRt.isAvailable() && processor.matches("amd64|x86_64");
    if (!present) {
      System.out.println(
          "skipped: the reference is LiteRT on x86-64, here is "
              + processor
              + LiteRt.unavailableReason().map(reason -> ", " + reason).orElse(""));
    }
    Assumptions.assumeTrue(present, "needs LiteRT on x86-64");
  }
}
