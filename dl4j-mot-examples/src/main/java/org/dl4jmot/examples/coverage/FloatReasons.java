package org.dl4jmot.examples.coverage;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why operations have no integer form, or not one to rely on, in LiteRT 2.20. */
final class FloatReasons {
  private static final Map<String, String> REASONS =
      Map.of(
          "CONV_3D", "LiteRT's kernel takes float32 alone",
          "DIV", "LiteRT's int8 kernel fails at run time where the byte of a divisor is 0",
          "GREATER", "LiteRT's int8 kernel compares multiples of 1/256, whatever the scales are",
          "LOCAL_RESPONSE_NORMALIZATION", "LiteRT's kernel takes float32 alone",
          "POW", "LiteRT's kernel takes float32 and int32 alone",
          "SELECT_V2",
              "chooses by GREATER, whose int8 kernel compares multiples of 1/256, whatever the"
                  + " scales",
          "SQRT", "LiteRT 2.20 has no int8 kernel; a later one has",
          "UNIDIRECTIONAL_SEQUENCE_RNN", "LiteRT's kernel is float or hybrid");

  private FloatReasons() {}

  /**
   * The reasons behind some outcomes, by operation.
   *
   * @param outcomes of status FLOAT
   */
  static Map<String, String> of(Stream<Outcome> outcomes) {
    return outcomes
        .flatMap(FloatReasons::explained)
        .distinct()
        .collect(Collectors.toMap(op -> op, REASONS::get, (one, same) -> one, TreeMap::new));
  }

  /** The operations of an outcome that have a reason of their own. */
  static Stream<String> explained(Outcome outcome) {
    return Stream.of(outcome.detail().split("[, ]+")).filter(REASONS::containsKey);
  }
}
