package org.dl4jmot.testkit;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Fails for a class that uses an internal package of another module. */
final class OwnInternals extends ArchCondition<JavaClass> {
  private final String root;

  OwnInternals(String root) {
    super("use no internal package of another module");
    this.root = root;
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    Modules.of(type, root).ifPresent(module -> check(module, type, events));
  }

  private void check(String module, JavaClass type, ConditionEvents events) {
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      JavaClass target = dependency.getTargetClass();
      if ((target.getPackageName() + ".").contains(".internal.")
          && Modules.of(target, root).filter(other -> !other.equals(module)).isPresent()) {
        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
      }
    }
  }
}
