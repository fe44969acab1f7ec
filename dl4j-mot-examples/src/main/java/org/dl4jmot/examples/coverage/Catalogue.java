package org.dl4jmot.examples.coverage;

import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.ScanResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Every configuration class there is, read from the jars on the class path.
 *
 * @param classes per section the classes that need a row, by name
 * @param excluded what is in the same packages and needs none, by the rule that says so
 */
record Catalogue(Map<Section, List<Class<?>>> classes, Map<Exclusion, List<Class<?>>> excluded) {

  /** Searches the class path. */
  static Catalogue scan() {
    Catalogue catalogue =
        new Catalogue(new EnumMap<>(Section.class), new EnumMap<>(Exclusion.class));
    for (Section section : Section.values()) {
      catalogue.classes.put(section, new ArrayList<>());
      search(section).forEach(type -> catalogue.add(section, type));
    }
    return catalogue;
  }

  private void add(Section section, Class<?> type) {
    Exclusion.of(section, type)
        .ifPresentOrElse(
            rule -> excluded.computeIfAbsent(rule, key -> new ArrayList<>()).add(type),
            () -> classes.get(section).add(type));
  }

  private static List<Class<?>> search(Section section) {
    try (ScanResult scan =
        new ClassGraph()
            .enableClassInfo()
            .ignoreClassVisibility()
            .acceptPackages(section.basePackage())
            .scan()) {
      return scan.getAllClasses().stream()
          .filter(info -> !info.isAnonymousInnerClass())
          .filter(info -> mayCount(section, info))
          .<Class<?>>map(ClassInfo::loadClass)
          .filter(section::searches)
          .sorted(Comparator.comparing(Class::getName))
          .toList();
    }
  }

  /** Spares loading all of nd4j: an activation function says so itself or through a superclass. */
  private static boolean mayCount(Section section, ClassInfo info) {
    return section != Section.ACTIVATIONS
        || info.getInterfaces().containsName("org.nd4j.linalg.activations.IActivation")
        || info.getName().equals("org.nd4j.linalg.activations.IActivation");
  }

  /** All classes that need a row. */
  List<Class<?>> all() {
    return classes.values().stream().flatMap(List::stream).toList();
  }
}
