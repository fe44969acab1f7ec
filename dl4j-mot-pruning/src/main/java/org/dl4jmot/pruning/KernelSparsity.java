package org.dl4jmot.pruning;

/**
 * How sparse a kernel is.
 *
 * @param layer name of its layer
 * @param parameter Deeplearning4j's name of the parameter
 * @param kind the part it plays
 * @param weights how many weights it has
 * @param zeros how many of them are zero
 * @param masked how many of them a mask keeps zero
 */
public record KernelSparsity(
    String layer, String parameter, KernelKind kind, long weights, long zeros, long masked) {
  /** Share of weights that are zero, in [0, 1]. */
  public double sparsity() {
    return (double) zeros / weights;
  }

  static KernelSparsity of(Kernel kernel) {
    PrunableKernel info = kernel.info();
    long zeros = info.weights() - nonZeros(kernel);
    long masked = kernel.mask().map(Mask::prunedCount).orElse(0);
    return new KernelSparsity(
        info.layer(), info.parameter(), info.kind(), info.weights(), zeros, masked);
  }

  private static long nonZeros(Kernel kernel) {
    long count = 0;
    for (double weight : kernel.weights().dup('c').data().asDouble()) {
      if (weight != 0) {
        count++;
      }
    }
    return count;
  }
}
