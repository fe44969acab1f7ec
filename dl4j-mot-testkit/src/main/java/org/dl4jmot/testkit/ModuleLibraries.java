package org.dl4jmot.testkit;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Fails for a class that uses a library closed to its module. */
final class ModuleLibraries extends ArchCondition<JavaClass> {
  private final String root;

  ModuleLibraries(String root) {
    super("use no library that is closed to its module");
    this.root = root;
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    Modules.of(type, root).ifPresent(module -> check(module, type, events));
  }

  private void check(String module, JavaClass type, ConditionEvents events) {
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      JavaClass target = dependency.getTargetClass();
      if (Modules.isClosed(module, target)) {
        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
      }
    }
  }
}
