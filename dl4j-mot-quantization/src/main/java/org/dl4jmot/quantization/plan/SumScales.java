package org.dl4jmot.quantization.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Keeps the scales of sums and differences where LiteRT's ADD and SUB can compute them. Their
 * fixed-point arithmetic has 19 bits below a step of the coarser operand. Where a step of the
 * result is finer than those, ADD stops the process, and SUB shifts by a negative count and gives
 * another number. Only what cancels, as in the gate of a unit that never answers, gives such a
 * result; it is quantized at the 2^18th part of the operand's step then. (On int16, whose steps are
 * finer, the arithmetic has 14 bits, and it is the 2^13th part.)
 */
final class SumScales {
  private static final float FINEST = 0x1p-18f;
  private static final float FINEST_INT16 = 0x1p-13f;
  private static final Set<Class<? extends Op>> KINDS = Set.of(Add.class, Sub.class);

  private final Graph graph;
  private final Predicate<Node> integer;
  private final Map<String, PlannedTensor> activations;

  SumScales(Graph graph, Predicate<Node> integer, Map<String, PlannedTensor> activations) {
    this.graph = graph;
    this.integer = integer;
    this.activations = activations;
  }

  /**
   * Coarsens what is too fine, and all that is quantized alike. A coarser sum may be an operand of
   * another, hence the repetition; scales only grow, and no further than that of an operand.
   *
   * @return what was done, a note each
   */
  List<String> makeRoom() {
    Set<String> notes = new LinkedHashSet<>();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Node node : graph.nodes()) {
        if (KINDS.contains(node.op().getClass()) && integer.test(node)) {
          boolean coarser = makeRoom(node);
          if (coarser) {
            notes.add(
                "the range of '"
                    + node.output()
                    + "' is too narrow for LiteRT to compute a sum of such operands in:"
                    + " it was widened");
          }
          changed |= coarser;
        }
      }
    }
    return List.copyOf(notes);
  }

  private boolean makeRoom(Node sum) {
    PlannedTensor result = activations.get(sum.output());
    float part = result.type() == DataType.INT16 ? FINEST_INT16 : FINEST;
    float finest = 0;
    for (Tensor operand : graph.inputsOf(sum)) {
      finest = Math.max(finest, part * scale(operand, result.type()));
    }
    if (result.parameters().scale() >= finest) {
      return false;
    }
    String leader = result.sharedWith().orElse(result.name());
    QuantizationParameters coarser =
        QuantizationParameters.perTensor(finest, result.parameters().zeroPoint());
    activations.replaceAll(
        (name, planned) ->
            planned.sharedWith().orElse(name).equals(leader)
                ? planned.withParameters(coarser)
                : planned);
    return true;
  }

  private float scale(Tensor operand, DataType type) {
    return operand.isConstant()
        ? Planner.ofValues(operand, type).scale()
        : activations.get(operand.name()).parameters().scale();
  }
}
