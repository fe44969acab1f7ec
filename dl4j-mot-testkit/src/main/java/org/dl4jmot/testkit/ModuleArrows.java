package org.dl4jmot.testkit;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Fails for a class that uses a module its own may not see. */
final class ModuleArrows extends ArchCondition<JavaClass> {
  private final String root;

  ModuleArrows(String root) {
    super("use only modules that its own module may see");
    this.root = root;
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    Modules.of(type, root).ifPresent(module -> check(module, type, events));
  }

  private void check(String module, JavaClass type, ConditionEvents events) {
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      JavaClass target = dependency.getTargetClass();
      if (Modules.of(target, root).filter(other -> !Modules.mayUse(module, other)).isPresent()) {
        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
      }
    }
  }
}
