package org.dl4jmot.testkit;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Fails for a public or protected member, or a supertype, that mentions a hidden type. */
final class PublicSignatures extends ArchCondition<JavaClass> {
  private final DescribedPredicate<JavaClass> hidden;

  PublicSignatures(DescribedPredicate<JavaClass> hidden) {
    super("mention no type in a public signature that is to stay hidden");
    this.hidden = hidden;
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    for (JavaMember member : type.getMembers()) {
      if (isVisible(member) && member.getAllInvolvedRawTypes().stream().anyMatch(hidden)) {
        events.add(
            SimpleConditionEvent.violated(type, "public signature of " + member.getDescription()));
      }
    }
    if (type.getAllRawSuperclasses().stream().anyMatch(hidden)
        || type.getAllRawInterfaces().stream().anyMatch(hidden)) {
      events.add(SimpleConditionEvent.violated(type, "supertype of " + type.getDescription()));
    }
  }

  private static boolean isVisible(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }
}
