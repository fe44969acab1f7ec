package org.dl4jmot.runtime.micro;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tflite.FileListing;
import org.dl4jmot.runtime.tflite.ListedOperator;
import org.dl4jmot.runtime.tflite.ListedSubgraph;
import org.dl4jmot.runtime.tflite.ListedTensor;

/** Finds everything in a file that TensorFlow Lite Micro rejects. */
final class MicroProblems {
  /** More node names than these help nobody. */
  private static final int NAMED = 3;

  private static final Set<String> WEIGHTED =
      Set.of(
          "CONV_2D",
          "DEPTHWISE_CONV_2D",
          "FULLY_CONNECTED",
          "TRANSPOSE_CONV",
          "BATCH_MATMUL",
          "UNIDIRECTIONAL_SEQUENCE_LSTM");

  private static final Set<String> TYPES =
      Stream.of(DataType.values()).map(DataType::name).collect(Collectors.toUnmodifiableSet());

  private static final String LSTM = "UNIDIRECTIONAL_SEQUENCE_LSTM";

  /** Where an LSTM's peepholes stand among its inputs. */
  private static final List<Integer> PEEPHOLES = List.of(9, 10, 11);

  private static final String FLOAT16 = "FLOAT16";

  private final ListedSubgraph layout;
  private final Map<String, List<String>> nodes = new TreeMap<>();

  private MicroProblems(ListedSubgraph layout) {
    this.layout = layout;
  }

  /** One sentence per problem; empty if the runtime takes the file. */
  static List<String> of(FileListing file) {
    if (file.subgraphs().size() != 1) {
      return List.of(
          file.subgraphs().size()
              + " subgraphs: this package describes files with one, without control flow");
    }
    ListedSubgraph layout = file.subgraphs().get(0);
    MicroProblems problems = new MicroProblems(layout);
    layout.operators().forEach(problems::check);
    List<String> all = new ArrayList<>(problems.types());
    if (layout.tensors().stream().anyMatch(tensor -> tensor.type().equals(FLOAT16))) {
      all.add(
          "float16 weights: it has no kernel that reads them; export int8 (FullInteger) or float32"
              + " instead");
    }
    problems.nodes.forEach((problem, names) -> all.add(problem + named(names)));
    return all;
  }

  private List<String> types() {
    return layout.tensors().stream()
        .map(ListedTensor::type)
        .filter(type -> !TYPES.contains(type))
        .distinct()
        .map(type -> "tensors of type " + type)
        .toList();
  }

  private static String named(List<String> names) {
    String more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
    return " (nodes " + names.subList(0, Math.min(NAMED, names.size())) + more + ")";
  }

  private void check(ListedOperator use) {
    var known = MicroOperators.named(use.name());
    if (known.isEmpty()) {
      add(use, use.name() + ": it has no such operator");
    } else if (readsHalf(use)) {
      return;
    } else if (!known.get().takes(layout, use)) {
      add(
          use,
          use.name()
              + " on "
              + known.get().key(layout, use)
              + ": its kernel takes "
              + String.join(", ", known.get().types()));
    } else if (isHybrid(use)) {
      add(
          use,
          use.name()
              + " of floats with int8 weights (dynamic range): it computes in integers or in"
              + " floats alone; export int8 (FullInteger) instead");
    } else if (use.name().equals(LSTM)) {
      checkLstm(use);
    }
  }

  /** Told once for the whole file. */
  private boolean readsHalf(ListedOperator use) {
    return use.inputs().stream().anyMatch(index -> index >= 0 && type(index).equals(FLOAT16));
  }

  private boolean isHybrid(ListedOperator use) {
    return WEIGHTED.contains(use.name())
        && use.inputs().stream().anyMatch(index -> index >= 0 && type(index).equals("FLOAT32"))
        && use.inputs().stream().anyMatch(index -> index >= 0 && type(index).equals("INT8"));
  }

  private void checkLstm(ListedOperator use) {
    if (PEEPHOLES.stream().anyMatch(place -> use.inputs().get(place) >= 0)) {
      add(use, LSTM + " with peepholes: its kernel has none");
    }
    if (use.intermediates().stream().anyMatch(i -> layout.tensors().get(i).elements() > 0)) {
      add(use, LSTM + " with intermediate tensors that have elements: it takes empty ones alone");
    }
  }

  private String type(int tensor) {
    return layout.tensors().get(tensor).type();
  }

  private void add(ListedOperator use, String problem) {
    String name = use.outputs().isEmpty() ? "?" : layout.tensors().get(use.outputs().get(0)).name();
    nodes.computeIfAbsent(problem, key -> new ArrayList<>()).add(name);
  }
}
