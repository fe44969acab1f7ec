package org.dl4jmot.runtime.delegate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dl4jmot.runtime.op.Op;

/** The rules of one delegate: those for every node, and a row for each operation it knows. */
final class RuleTable {
  private final List<Rule<Op>> general;
  private final Map<Class<? extends Op>, Function<Site<Op>, Optional<String>>> rows;

  private RuleTable(Builder builder) {
    general = List.copyOf(builder.general);
    rows = Map.copyOf(builder.rows);
  }

  static Builder builder() {
    return new Builder();
  }

  /** What a node breaks first; empty if it keeps every rule. */
  Optional<String> broken(Site<Op> site) {
    Function<Site<Op>, Optional<String>> row = rows.get(site.op().getClass());
    if (row == null) {
      return Optional.of("has no " + site.op().type());
    }
    return general.stream()
        .filter(rule -> rule.breaks(site))
        .map(rule -> "takes only nodes with " + rule.requirement())
        .findFirst()
        .or(() -> row.apply(site));
  }

  private static <O extends Op> Optional<String> firstBroken(
      List<? extends Rule<? super O>> rules, Site<O> site) {
    return rules.stream()
        .filter(rule -> isBroken(rule, site))
        .map(rule -> "takes " + site.op().type() + " only with " + rule.requirement())
        .findFirst();
  }

  @SuppressWarnings("unchecked") // A rule only reads the site, and a Site<O> is one of its O's.
  private static <P extends Op> boolean isBroken(Rule<P> rule, Site<? extends P> site) {
    return rule.breaks((Site<P>) site);
  }

  /** Collects rows. */
  static final class Builder {
    private final List<Rule<Op>> general = new ArrayList<>();
    private final Map<Class<? extends Op>, Function<Site<Op>, Optional<String>>> rows =
        new HashMap<>();

    /** A rule for every node. */
    Builder every(Rule<Op> rule) {
      general.add(rule);
      return this;
    }

    /** The row of an operation, whose rules are tried in this order. */
    <O extends Op> Builder row(Class<O> kind, List<? extends Rule<? super O>> rules) {
      rows.put(kind, site -> firstBroken(rules, site.as(kind)));
      return this;
    }

    /** Equal rows of several operations. */
    Builder rows(List<Class<? extends Op>> kinds, List<Rule<Op>> rules) {
      kinds.forEach(kind -> rows.put(kind, site -> firstBroken(rules, site)));
      return this;
    }

    RuleTable build() {
      return new RuleTable(this);
    }
  }
}
