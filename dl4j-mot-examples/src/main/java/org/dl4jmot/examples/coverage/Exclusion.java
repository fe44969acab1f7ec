package org.dl4jmot.examples.coverage;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Why a class of a searched package gets no row. The first rule that fits counts. */
enum Exclusion {
  NESTED("nested: builders, enumerations and helpers", (section, type) -> type.isMemberClass()),
  HELPER(
      "neither layer, vertex, preprocessor nor activation function",
      (section, type) -> !section.isKind(type)),
  ABSTRACT(
      "abstract: its subclasses count",
      (section, type) -> Modifier.isAbstract(type.getModifiers()));

  private final String reason;
  private final BiPredicate<Section, Class<?>> rule;

  Exclusion(String reason, BiPredicate<Section, Class<?>> rule) {
    this.reason = reason;
    this.rule = rule;
  }

  String reason() {
    return reason;
  }

  /** The rule that excludes a class; empty if it counts. */
  static Optional<Exclusion> of(Section section, Class<?> type) {
    return Arrays.stream(values())
        .filter(exclusion -> exclusion.rule.test(section, type))
        .findFirst();
  }
}
