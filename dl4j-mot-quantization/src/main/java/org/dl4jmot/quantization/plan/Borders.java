package org.dl4jmot.quantization.plan;

import java.util.Objects;

/**
 * Element types of a graph's inputs and of its outputs.
 *
 * @param inputs what the caller feeds
 * @param outputs what the caller reads
 */
public record Borders(Border inputs, Border outputs) {
  /** Checks that nothing is missing. */
  public Borders {
    Objects.requireNonNull(inputs, "inputs");
    Objects.requireNonNull(outputs, "outputs");
  }

  /** The same on both sides. */
  public static Borders both(Border border) {
    return new Borders(border, border);
  }

  /** For example {@code FLOAT32}, or {@code UINT8 in, FLOAT32 out}. */
  @Override
  public String toString() {
    return inputs == outputs ? inputs.name() : inputs + " in, " + outputs + " out";
  }
}
