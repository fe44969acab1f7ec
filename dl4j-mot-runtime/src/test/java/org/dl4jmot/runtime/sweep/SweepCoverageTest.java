package org.dl4jmot.runtime.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.op.Op;
import org.junit.jupiter.api.Test;

class SweepCoverageTest {
  /** All cases; a family that is not here does not count as swept. */
  static final List<Map<String, Function<Draw, Graph>>> FAMILIES =
      List.of(
          FloatCases.EXACT,
          FloatCases.SUMS,
          FloatCases.EXPONENTIALS,
          IntegerCases.ALL,
          HybridCases.ALL,
          MovementCases.floats(),
          MovementCases.integers(),
          MovementCases.shorts(),
          WideCases.ALL,
          RecurrentCases.FLOATS,
          RecurrentCases.HYBRIDS,
          RecurrentCases.INTEGERS,
          ElementwiseCases.EXACT,
          ElementwiseCases.SUMS,
          ElementwiseCases.ROUNDED,
          ElementwiseCases.EXPONENTIALS,
          ElementwiseCases.NORMALIZATIONS,
          ElementwiseCases.INTEGERS,
          ElementwiseCases.TABLES.keySet().stream()
              .collect(Collectors.toMap(name -> name, ElementwiseCases::table)),
          SpreadingCases.SUMS,
          SpreadingCases.INTEGER,
          SpreadingCases.HYBRID,
          SpreadingCases.WIDE);

  @Test
  void everyOperationIsComparedWithLiteRt() {
    Set<Class<?>> swept = new HashSet<>();
    for (Map<String, Function<Draw, Graph>> family : FAMILIES) {
      for (Function<Draw, Graph> cases : family.values()) {
        cases.apply(new Draw(1)).nodes().forEach(node -> swept.add(node.op().getClass()));
      }
    }
    Set<Class<?>> all = new HashSet<>(Arrays.asList(Op.class.getPermittedSubclasses()));
    all.remove(Identity.class);
    assertEquals(all, swept);
  }
}
