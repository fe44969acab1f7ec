package org.dl4jmot.testkit;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which module may use which: the table of the design. */
final class Modules {
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("runtime", List.of()),
          Map.entry("litert", List.of()),
          Map.entry("onednn", List.of()),
          Map.entry("testkit", List.of()),
          Map.entry("fashionmnist", List.of()),
          Map.entry("core", List.of("runtime", "litert")),
          Map.entry("quantization", List.of("core", "runtime")),
          Map.entry("pruning", List.of("core", "runtime")),
          Map.entry("keras", List.of("core")),
          Map.entry(
              "cli", List.of("runtime", "litert", "core", "quantization", "pruning", "keras")),
          Map.entry(
              "examples",
              List.of(
                  "runtime",
                  "litert",
                  "onednn",
                  "fashionmnist",
                  "core",
                  "quantization",
                  "pruning")));

  /**
   * Libraries closed to a module. The runtime runs on any JVM; a leaf knows nothing but its
   * library.
   */
  private static final Map<String, List<String>> CLOSED_LIBRARIES =
      Map.of(
          "runtime", List.of("org.deeplearning4j", "org.nd4j", "org.bytedeco", "org.slf4j"),
          "litert", List.of("org.deeplearning4j", "org.nd4j"),
          "onednn", List.of("org.bytedeco"),
          "fashionmnist", List.of("org.deeplearning4j", "org.bytedeco"),
          "core", List.of("org.bytedeco"),
          "quantization", List.of("org.bytedeco"),
          "pruning", List.of("org.bytedeco"),
          "keras", List.of("org.bytedeco"));

  private Modules() {}

  /** The module of a class: the first package below the root; empty for a library's class. */
  static Optional<String> of(JavaClass type, String root) {
    String name = type.getPackageName();
    if (!name.startsWith(root + ".")) {
      return Optional.empty();
    }
    String below = name.substring(root.length() + 1);
    int dot = below.indexOf('.');
    return Optional.of(dot < 0 ? below : below.substring(0, dot));
  }

  static boolean mayUse(String from, String to) {
    return from.equals(to) || ARROWS.getOrDefault(from, List.of()).contains(to);
  }

  static boolean isClosed(String module, JavaClass library) {
    return CLOSED_LIBRARIES.getOrDefault(module, List.of()).stream()
        .anyMatch(closed -> library.getPackageName().startsWith(closed));
  }
}
