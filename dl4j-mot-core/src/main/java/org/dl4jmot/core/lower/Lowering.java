package org.dl4jmot.core.lower;

import java.util.List;
import java.util.Optional;
import org.dl4jmot.runtime.graph.Graph;

/**
 * An ordered list of rules, applied until none finds anything to do. After each rewrite the graph
 * is valid, its ports have the names, types and shapes they had, and no trained range is lost.
 */
public final class Lowering {
  /** Far more rewrites than any graph needs; more mean two rules undoing each other. */
  private static final int REWRITES_PER_NODE = 20;

  private final List<Rule> rules;

  /** A lowering by the given rules, in their order. */
  public Lowering(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** What every export goes through. */
  public static Lowering standard() {
    return new Lowering(
        List.of(
            new RemoveIdentities(),
            new FoldConstants(),
            new SinkRearrangements(),
            new MergeAffine(),
            new FoldAffineIntoPreceding(),
            new FoldAffineIntoFollowing(),
            new FuseActivations(),
            new NormalizeByDepthwise(),
            new MergePads(),
            new FusePadding(),
            new SimplifyReshapes(),
            new MergeTransposes(),
            new RemoveDeadNodes()));
  }

  /**
   * What the export of a quantization-aware network comes to, for which training fixes the ranges:
   * a batch normalization that only the layer behind it could take in stays, as training rounds
   * that layer's weights by themselves.
   */
  public static Lowering quantizationAware() {
    return new Lowering(
        standard().rules.stream()
            .filter(rule -> !(rule instanceof FoldAffineIntoFollowing))
            .toList());
  }

  /** The rules, in order. */
  public List<Rule> rules() {
    return rules;
  }

  /**
   * Rewrites a graph until no rule applies.
   *
   * @throws LoweringException if a rule breaks what it must keep, naming rule and node
   */
  public Graph apply(Graph graph) {
    int budget = REWRITES_PER_NODE * (graph.nodes().size() + 1);
    Graph current = graph;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Rule rule : rules) {
        Optional<Graph> next = step(rule, current);
        while (next.isPresent()) {
          if (--budget < 0) {
            throw new LoweringException(rule.name(), "and others never come to an end");
          }
          current = next.get();
          changed = true;
          next = step(rule, current);
        }
      }
    }
    return current;
  }

  private static Optional<Graph> step(Rule rule, Graph graph) {
    Optional<Graph> next;
    try {
      next = rule.apply(graph);
    } catch (RuntimeException e) {
      throw new LoweringException(rule.name(), e);
    }
    next.ifPresent(rewritten -> Invariants.check(rule, graph, rewritten));
    return next;
  }
}
