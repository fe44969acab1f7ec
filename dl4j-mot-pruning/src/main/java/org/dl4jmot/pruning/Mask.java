package org.dl4jmot.pruning;

import java.io.Serializable;
import java.util.Base64;
import java.util.BitSet;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonValue;

/** Which weights of a kernel are pruned, counted row-major. Immutable; one bit a weight. */
public final class Mask implements Serializable {
  private static final long serialVersionUID = 1;

  private final int length;
  private final BitSet pruned;
  private final int prunedCount;

  private Mask(int length, BitSet pruned) {
    this.length = length;
    this.pruned = pruned;
    this.prunedCount = pruned.cardinality();
  }

  /**
   * A mask of a kernel.
   *
   * @param length how many weights the kernel has
   * @param pruned the weights pruned, each in [0, length)
   */
  public static Mask of(int length, BitSet pruned) {
    if (length < 0 || pruned.length() > length) {
      throw new IllegalArgumentException(
          "a mask of " + length + " weights cannot prune weight " + (pruned.length() - 1));
    }
    return new Mask(length, (BitSet) pruned.clone());
  }

  /**
   * Reads what {@link #encode} has written.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  @JsonCreator
  public static Mask decode(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("not a mask (length:base64): " + text);
    }
    int length = Integer.parseInt(text.substring(0, colon));
    byte[] bits = Base64.getDecoder().decode(text.substring(colon + 1));
    return of(length, BitSet.valueOf(bits));
  }

  /** The length, a colon, and the bits of the pruned weights in Base64, lowest first. */
  @JsonValue
  public String encode() {
    return length + ":" + Base64.getEncoder().encodeToString(pruned.toByteArray());
  }

  /** How many weights the kernel has. */
  public int length() {
    return length;
  }

  /** How many weights are pruned. */
  public int prunedCount() {
    return prunedCount;
  }

  /** Whether a weight is pruned. */
  public boolean isPruned(int weight) {
    return pruned.get(weight);
  }

  /** The mask of some of the weights, from inclusive, to exclusive. */
  Mask slice(int from, int to) {
    return new Mask(to - from, pruned.get(from, to));
  }

  /** 0 for pruned weights, 1 for the others. */
  float[] multipliers() {
    float[] multipliers = new float[length];
    for (int i = pruned.nextClearBit(0); i < length; i = pruned.nextClearBit(i + 1)) {
      multipliers[i] = 1;
    }
    return multipliers;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mask mask && length == mask.length && pruned.equals(mask.pruned);
  }

  @Override
  public int hashCode() {
    return 31 * length + pruned.hashCode();
  }

  @Override
  public String toString() {
    return prunedCount + " of " + length + " weights pruned";
  }
}
