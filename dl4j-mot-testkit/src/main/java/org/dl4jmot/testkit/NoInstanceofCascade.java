package org.dl4jmot.testkit;

import com.tngtech.archunit.core.domain.InstanceofCheck;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/**
 * Fails for a method that tells three types or more apart by instanceof: that is a map keyed by
 * class.
 */
final class NoInstanceofCascade extends ArchCondition<JavaClass> {
  private static final int CASCADE = 3;

  NoInstanceofCascade() {
    super("tell fewer than " + CASCADE + " types apart in a method");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    for (JavaCodeUnit method : type.getCodeUnits()) {
      long types =
          method.getInstanceofChecks().stream().map(InstanceofCheck::getRawType).distinct().count();
      if (types >= CASCADE) {
        events.add(
            SimpleConditionEvent.violated(
                type, method.getDescription() + " tells " + types + " types apart"));
      }
    }
  }
}
