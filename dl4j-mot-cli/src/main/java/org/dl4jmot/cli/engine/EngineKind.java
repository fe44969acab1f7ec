package org.dl4jmot.cli.engine;

import java.io.IOException;
import java.nio.file.Path;
import org.dl4jmot.litert.LiteRtOptions;

/** What runs a file. */
public enum EngineKind {
  /** The pure-Java interpreter. */
  JAVA,
  /** LiteRT with its built-in kernels, one thread. */
  LITERT,
  /** LiteRT with XNNPACK, one thread, as applications run it by default. */
  XNNPACK;

  /**
   * Loads a file.
   *
   * @throws IOException if the file cannot be read
   * @throws org.dl4jmot.cli.fault.BadInputException if the engine does not accept it
   */
  public Engine load(Path file) throws IOException {
    return switch (this) {
      case JAVA -> new JavaEngine(file);
      case LITERT -> new LiteRtEngine(file, LiteRtOptions.builtIn(), "built-in kernels");
      case XNNPACK -> new LiteRtEngine(file, LiteRtOptions.xnnpack(), "XNNPACK");
    };
  }
}
