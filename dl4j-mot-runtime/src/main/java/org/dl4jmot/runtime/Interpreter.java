package org.dl4jmot.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.kernel.Kernel;
import org.dl4jmot.runtime.kernel.Kernels;
import org.dl4jmot.runtime.kernel.Operands;
import org.dl4jmot.runtime.kernel.TensorBuffer;
import org.dl4jmot.runtime.kernel.UnsupportedNodeException;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Runs a graph in pure Java. Integer graphs give the bytes that LiteRT's built-in kernels give
 * (2.20, x86-64), float graphs the same values up to the rounding of sums.
 *
 * <p>Every run starts from zero state: recurrent operations keep nothing from the run before,
 * unlike LiteRT's, whose variable tensors an application resets between sequences.
 *
 * <p>Everything is prepared and allotted at construction; {@link #run()} allocates nothing. Every
 * tensor, intermediate ones too, keeps a buffer of its own and can be read after a run, except in a
 * {@link #streaming} one. One interpreter serves one thread; another thread takes a {@link #copy}.
 */
public final class Interpreter {
  private final Graph graph;
  private final Map<String, TensorBuffer> buffers = new HashMap<>();
  // Of the constants and of what is computed from constants alone; copies share them.
  private final Map<String, TensorBuffer> constants = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Kernel[] kernels;

  /**
   * Prepares a graph. Nodes whose inputs are all constant are computed here, once.
   *
   * @throws UnsupportedGraphException listing every node that no kernel computes
   */
  public Interpreter(Graph graph) {
    this(graph, Map.of(), Map.of());
  }

  private Interpreter(
      Graph graph, Map<String, TensorBuffer> shared, Map<String, TensorBuffer> planned) {
    this.graph = graph;
    constants.putAll(shared);
    for (Tensor tensor : graph.tensors()) {
      TensorBuffer known = shared.getOrDefault(tensor.name(), planned.get(tensor.name()));
      TensorBuffer buffer = known == null ? new TensorBuffer(tensor) : known;
      buffers.put(tensor.name(), buffer);
      if (tensor.isConstant()) {
        constants.put(tensor.name(), buffer);
      }
    }
    kernels = prepare().toArray(new Kernel[0]);
  }

  /**
   * Another interpreter of the same graph, for another thread: it shares the constants and what the
   * kernels made of them, and has buffers of its own for everything else. May be called while this
   * one runs.
   */
  public Interpreter copy() {
    return new Interpreter(graph, constants, Map.of());
  }

  /**
   * An interpreter that takes only the memory of the tensors that are needed at the same time: an
   * intermediate tensor's elements give way to those of a later one of the same type and size
   * behind the last node that reads them. Read them between {@link #steps}; inputs, outputs and
   * constants stay.
   *
   * @throws UnsupportedGraphException listing every node that no kernel computes
   */
  public static Interpreter streaming(Graph graph) {
    Set<String> constants =
        graph.tensors().stream()
            .filter(Tensor::isConstant)
            .map(Tensor::name)
            .collect(Collectors.toSet());
    return new Interpreter(graph, Map.of(), BufferPlan.of(graph, constants));
  }

  private List<Kernel> prepare() {
    List<Kernel> prepared = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (constants.containsKey(node.output())) {
        continue;
      }
      try {
        Kernel kernel = Kernels.prepare(operands(node));
        if (constants.keySet().containsAll(node.inputs())) {
          kernel.run();
          constants.put(node.output(), tensor(node.output()));
        } else {
          prepared.add(kernel);
          nodes.add(node);
        }
      } catch (UnsupportedNodeException e) {
        problems.add(e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new UnsupportedGraphException(problems);
    }
    return prepared;
  }

  private Operands operands(Node node) {
    List<TensorBuffer> inputs = node.inputs().stream().map(this::tensor).toList();
    List<TensorBuffer> known =
        node.inputs().stream().filter(constants::containsKey).map(this::tensor).toList();
    return new Operands(node, inputs, tensor(node.output()), known);
  }

  /** The graph this interpreter runs. */
  public Graph graph() {
    return graph;
  }

  /**
   * The buffer of a tensor, by its name in the graph.
   *
   * @throws NoSuchElementException if the graph has no such tensor
   */
  public TensorBuffer tensor(String name) {
    TensorBuffer buffer = buffers.get(name);
    if (buffer == null) {
      throw new NoSuchElementException("graph has no tensor '" + name + "'");
    }
    return buffer;
  }

  /**
   * The buffer behind an input, by the port's name.
   *
   * @throws NoSuchElementException if there is no such input
   */
  public TensorBuffer input(String port) {
    return port(port, graph.inputs(), "input");
  }

  /** The buffer behind an input, by its position among the graph's inputs. */
  public TensorBuffer input(int index) {
    return tensor(graph.inputs().get(index).tensor());
  }

  /**
   * The buffer behind an output, by the port's name.
   *
   * @throws NoSuchElementException if there is no such output
   */
  public TensorBuffer output(String port) {
    return port(port, graph.outputs(), "output");
  }

  /** The buffer behind an output, by its position among the graph's outputs. */
  public TensorBuffer output(int index) {
    return tensor(graph.outputs().get(index).tensor());
  }

  private TensorBuffer port(String name, List<Port> ports, String kind) {
    return ports.stream()
        .filter(port -> port.name().equals(name))
        .findFirst()
        .map(port -> tensor(port.tensor()))
        .orElseThrow(
            () ->
                new NoSuchElementException(
                    "graph has no "
                        + kind
                        + " '"
                        + name
                        + "', there are "
                        + ports.stream().map(Port::name).toList()));
  }

  /** Computes all tensors from what the inputs hold now. */
  public void run() {
    for (Kernel kernel : kernels) {
      kernel.run();
    }
  }

  /**
   * As {@link #run()}, one node at a time: each {@code next()} computes a node and gives it. Nodes
   * that constants alone decide are not among them.
   */
  public Iterator<Node> steps() {
    return new Iterator<>() {
      private int done;

      @Override
      public boolean hasNext() {
        return done < kernels.length;
      }

      @Override
      public Node next() {
        if (!hasNext()) {
          throw new NoSuchElementException("every node was computed");
        }
        kernels[done].run();
        return nodes.get(done++);
      }
    };
  }

  /**
   * As {@link #run()}, and tells how long each node took.
   *
   * @param listener called behind each node; its own time counts for no node
   */
  public void run(RunListener listener) {
    for (int i = 0; i < kernels.length; i++) {
      long start = System.nanoTime();
      kernels[i].run();
      listener.ran(nodes.get(i), System.nanoTime() - start);
    }
  }
}
