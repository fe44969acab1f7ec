package org.dl4jmot.examples.coverage;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;

/** Why a class of a searched package gets no row. The first rule that fits counts. */
enum Exclusion {
  NESTED("nested: builders, enumerations and helpers") {
    @Override
    boolean excludes(Section section, Class<?> type) {
      return type.isMemberClass();
    }
  },
  HELPER("neither layer, vertex, preprocessor nor activation function") {
    @Override
    boolean excludes(Section section, Class<?> type) {
      return !section.isKind(type);
    }
  },
  ABSTRACT("abstract: its subclasses count") {
    @Override
    boolean excludes(Section section, Class<?> type) {
      return Modifier.isAbstract(type.getModifiers());
    }
  };

  private final String reason;

  Exclusion(String reason) {
    this.reason = reason;
  }

  abstract boolean excludes(Section section, Class<?> type);

  String reason() {
    return reason;
  }

  /** The rule that excludes a class; empty if it counts. */
  static Optional<Exclusion> of(Section section, Class<?> type) {
    return Arrays.stream(values()).filter(rule -> rule.excludes(section, type)).findFirst();
  }
}
