package org.dl4jmot.core.export;

/**
 * A step of an export between lowering and writing, such as a quantization scheme. Implementations
 * are values: the same stage may serve several exports.
 */
public interface ExportStage {
  /** Short name for reports, such as {@code int8}. */
  String name();

  /**
   * Bytes that a weight takes in the file at least; 4 unless overridden. A network that would then
   * exceed what a file holds is refused before any work.
   */
  default int bytesPerWeight() {
    return Float.BYTES;
  }

  /**
   * Rewrites the graph.
   *
   * @throws IllegalArgumentException if data the stage was given does not suit the network, before
   *     any work is done
   */
  StageResult apply(StageInput input);

  /**
   * What {@link #apply} would make of a graph, without touching data: nothing is calibrated or run,
   * what only data can tell is a placeholder. A stage that needs no data does its work here as
   * there, which is what this does unless overridden.
   *
   * @throws IllegalArgumentException if a setting does not suit the network
   */
  default StagePlan plan(StageInput input) {
    return StagePlan.of(apply(input));
  }
}
