package org.dl4jmot.testkit.broken.core.verify;

/** Dispatches by type test. */
class Cascade {
  String name(Object value) {
    if (value instanceof Integer) {
      return "integer";
    }
    if (value instanceof Long) {
      return "long";
    }
    return value instanceof String ? "text" : "other";
  }
}
