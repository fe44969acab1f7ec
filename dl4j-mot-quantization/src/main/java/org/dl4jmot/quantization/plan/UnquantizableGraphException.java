package org.dl4jmot.quantization.plan;

import java.util.List;

/** Constants of a graph are no numbers; lists every such constant. */
public final class UnquantizableGraphException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  UnquantizableGraphException(List<String> problems) {
    super("cannot quantize:\n  " + String.join("\n  ", problems));
  }
}
