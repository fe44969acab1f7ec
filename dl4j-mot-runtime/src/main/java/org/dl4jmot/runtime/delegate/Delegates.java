package org.dl4jmot.runtime.delegate;

import java.util.List;
import org.dl4jmot.runtime.graph.Graph;

/** The delegates whose rules are known. */
public final class Delegates {
  private static final List<Delegate> ALL = List.of(xnnpack(), gpu(), edgeTpu());

  private Delegates() {}

  /** XNNPACK, gpu and Edge TPU, in this order. */
  public static List<Delegate> all() {
    return ALL;
  }

  /** LiteRT's fast kernels for CPUs, on by default in most builds. */
  public static Delegate xnnpack() {
    return new Xnnpack();
  }

  /** LiteRT's delegate for the GPUs of phones (OpenCL and OpenGL). */
  public static Delegate gpu() {
    return new Gpu();
  }

  /** Coral's Edge TPU, through its compiler. */
  public static Delegate edgeTpu() {
    return new EdgeTpu();
  }

  /** What every delegate makes of a graph. */
  public static List<DelegateVerdict> judge(Graph graph) {
    return ALL.stream().map(delegate -> delegate.judge(graph)).toList();
  }
}
