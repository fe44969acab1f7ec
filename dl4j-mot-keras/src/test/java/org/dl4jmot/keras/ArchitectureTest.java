package org.dl4jmot.keras;

import java.util.stream.Stream;
import org.dl4jmot.testkit.ArchitectureRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
  @TestFactory
  Stream<DynamicTest> architecture() {
    return ArchitectureRules.testsOf("keras");
  }
}
