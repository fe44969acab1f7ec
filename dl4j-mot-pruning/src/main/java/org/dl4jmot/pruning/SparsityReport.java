package org.dl4jmot.pruning;

import java.util.List;
import java.util.Locale;

/**
 * How sparse the kernels of a network are. Biases and batch normalization have none.
 *
 * @param kernels all kernels, in the network's order
 */
public record SparsityReport(List<KernelSparsity> kernels) {
  /** Copies the list. */
  public SparsityReport {
    kernels = List.copyOf(kernels);
  }

  /** Share of zeros among the weights of all kernels, in [0, 1]. */
  public double sparsity() {
    return sparsity(kernels);
  }

  /** Share of zeros among the weights of the kernels that have a mask; 0 if none has. */
  public double sparsityOfMasked() {
    return sparsity(kernels.stream().filter(kernel -> kernel.masked() > 0).toList());
  }

  private static double sparsity(List<KernelSparsity> kernels) {
    long weights = kernels.stream().mapToLong(KernelSparsity::weights).sum();
    long zeros = kernels.stream().mapToLong(KernelSparsity::zeros).sum();
    return weights == 0 ? 0 : (double) zeros / weights;
  }

  /** A table, a line per kernel and one for all. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(row("layer", "param", "kind", "weights", "zeros", "masked", "zero %"));
    kernels.forEach(kernel -> text.append(row(kernel)));
    long weights = kernels.stream().mapToLong(KernelSparsity::weights).sum();
    long zeros = kernels.stream().mapToLong(KernelSparsity::zeros).sum();
    long masked = kernels.stream().mapToLong(KernelSparsity::masked).sum();
    return text.append(row("all", "", "", weights, zeros, masked, percent(sparsity()))).toString();
  }

  private static String row(KernelSparsity kernel) {
    return row(
        kernel.layer(),
        kernel.parameter(),
        kernel.kind().name().toLowerCase(Locale.ROOT),
        kernel.weights(),
        kernel.zeros(),
        kernel.masked(),
        percent(kernel.sparsity()));
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%-24s %-6s %-10s %12s %12s %12s %8s%n", cells);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f", 100 * share);
  }
}
