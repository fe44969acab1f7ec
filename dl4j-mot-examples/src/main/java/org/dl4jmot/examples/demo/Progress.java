package org.dl4jmot.examples.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Says what the demo is doing and since when. */
final class Progress {
  private final PrintStream out;
  private final long begin = System.nanoTime();

  Progress(PrintStream out) {
    this.out = out;
  }

  /** Prints a line with the seconds since the demo began. */
  void say(String format, Object... args) {
    out.printf(Locale.ROOT, "[%4.0f s] %s%n", seconds(), String.format(Locale.ROOT, format, args));
  }

  double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }
}
