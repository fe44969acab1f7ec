package org.dl4jmot.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Says on standard error what is going on. */
final class Progress {
  private final PrintWriter err;

  Progress(PrintWriter err) {
    this.err = err;
  }

  static Progress none() {
    return new Progress(
        new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
  }

  void say(String line) {
    err.println(line);
    err.flush();
  }
}
