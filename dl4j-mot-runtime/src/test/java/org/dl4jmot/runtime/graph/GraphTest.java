package org.dl4jmot.runtime.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;

class GraphTest {
  private static final Shape ROW = Shape.of(1, 2);

  private static Node relu(String from, String to) {
    return new Node(to, new Relu(), List.of(from), List.of(to), List.of(to));
  }

  /** x -> relu a -> add(a, one) b -> tanh c; a and c are outputs. */
  private static Graph chain() {
    GraphBuilder builder = Graph.builder();
    Tensor x = builder.input("in", Tensor.ofFloat("x", ROW));
    Tensor one = builder.add(Tensor.constant("one", Shape.of(), ConstantData.of(1f)));
    Tensor a = builder.node("first", new Relu(), List.of(x), "a");
    Tensor b = builder.node("second", new Add(Activation.NONE), List.of(a, one), "b");
    Tensor c = builder.node("third", new Tanh(), List.of(b), "c");
    return builder.output("middle", a).output("end", c).build();
  }

  private static String problems(GraphBuilder builder) {
    return assertThrows(InvalidGraphException.class, builder::build).getMessage();
  }

  private static String problems(GraphEdit edit) {
    return assertThrows(InvalidGraphException.class, edit::build).getMessage();
  }

  @Test
  void producersAndConsumersFollowTheNodes() {
    Graph graph = chain();
    assertEquals(Optional.empty(), graph.producer("x"));
    assertEquals(Optional.empty(), graph.producer("one"));
    assertEquals("a", graph.producer("a").orElseThrow().name());
    assertEquals(List.of("b"), graph.consumers("a").stream().map(Node::name).toList());
    assertEquals(List.of(), graph.consumers("c"));
    assertTrue(graph.isInput("x"));
    assertTrue(graph.isOutput("a"));
    assertFalse(graph.isOutput("b"));
    assertThrows(NoSuchElementException.class, () -> graph.tensor("nothing"));
  }

  @Test
  void anOutputHasNoOnlyConsumer() {
    Graph graph = chain();
    assertEquals(Optional.empty(), graph.onlyConsumer("a"));
    assertEquals("c", graph.onlyConsumer("b").orElseThrow().name());
  }

  @Test
  void aNodeThatReadsATensorTwiceIsOneConsumer() {
    GraphBuilder builder = Graph.builder();
    Tensor x = builder.input(Tensor.ofFloat("x", ROW));
    Tensor y = builder.node("l", new Add(Activation.NONE), List.of(x, x), "y");
    assertEquals(1, builder.output("out", y).build().consumers("x").size());
  }

  @Test
  void everyProblemIsListedAtOnce() {
    GraphBuilder builder = Graph.builder();
    builder.input("in", Tensor.ofFloat("x", ROW));
    builder.add(Tensor.ofFloat("y", Shape.of(3)));
    builder.node(relu("x", "y"));
    builder.node(relu("missing", "y"));
    builder.output("out", Tensor.ofFloat("never", ROW));
    String message = problems(builder);
    assertTrue(message.contains("node 'y' yields [[1, 2]], not [[3]]"), message);
    assertTrue(message.contains("two nodes are named 'y'"), message);
    assertTrue(message.contains("reads 'missing' before it exists"), message);
    assertTrue(message.contains("'y' is computed twice"), message);
    assertTrue(message.contains("output 'out' is never computed"), message);
  }

  @Test
  void aNodeBeforeItsInputIsRefused() {
    Graph graph = chain();
    Node last = graph.nodes().get(2);
    String message = problems(graph.edit().remove(last).prepend(last));
    assertTrue(message.contains("node 'c' reads 'b' before it exists"), message);
  }

  @Test
  void portsHaveNamesOfTheirOwn() {
    GraphBuilder builder = Graph.builder();
    Tensor x = builder.input("same", Tensor.ofFloat("x", ROW));
    builder.input("same", Tensor.ofFloat("z", ROW));
    builder.output("out", x).output("out", x);
    String message = problems(builder);
    assertTrue(message.contains("two inputs are named 'same'"), message);
    assertTrue(message.contains("two outputs are named 'out'"), message);
  }

  @Test
  void aGraphNeedsAnOutput() {
    assertTrue(problems(Graph.builder()).contains("needs an output"));
  }

  @Test
  void constantsAreNeitherFedNorComputed() {
    GraphBuilder builder = Graph.builder();
    Tensor one = Tensor.constant("one", Shape.of(), ConstantData.of(1f));
    builder.input("in", one);
    builder.node(relu("one", "one"));
    builder.output("out", one);
    String message = problems(builder);
    assertTrue(message.contains("input tensor 'one' is constant or fed twice"), message);
    assertTrue(message.contains("fed or constant; again by 'one'"), message);
  }

  @Test
  void theBuilderRefusesATakenName() {
    GraphBuilder builder = Graph.builder();
    builder.add(Tensor.ofFloat("x", ROW));
    assertThrows(
        IllegalArgumentException.class, () -> builder.add(Tensor.ofFloat("x", Shape.of(3))));
    assertThrows(NoSuchElementException.class, () -> builder.replace(Tensor.ofFloat("y", ROW)));
  }

  @Test
  void removingANodeNeedsARedirectAndDropsItsTensor() {
    Graph graph = chain();
    Node add = graph.nodes().get(1);
    assertTrue(problems(graph.edit().remove(add)).contains("reads 'b' before it exists"));
    Graph edited = graph.edit().remove(add).redirect("b", "a").build();
    assertEquals(List.of("a"), edited.nodes().get(1).inputs());
    assertFalse(edited.hasTensor("b"));
    assertFalse(edited.hasTensor("one"));
    assertTrue(graph.hasTensor("b"), "the edited graph must stay as it was");
  }

  @Test
  void redirectingMovesOutputsToo() {
    Graph graph = chain();
    Graph edited = graph.edit().remove(graph.nodes().get(2)).redirect("c", "b").build();
    assertEquals(List.of(new Port("middle", "a"), new Port("end", "b")), edited.outputs());
    Graph outputOnly = graph.edit().redirectOutput("a", "b").build();
    assertEquals("b", outputOnly.outputs().get(0).tensor());
    assertEquals(List.of("a", "one"), outputOnly.nodes().get(1).inputs());
  }

  @Test
  void nodesAreInsertedWhereAsked() {
    Graph graph = chain();
    Node add = graph.nodes().get(1);
    Graph edited =
        graph
            .edit()
            .put(Tensor.ofFloat("a2", ROW))
            .put(Tensor.ofFloat("b2", ROW))
            .insertBefore(add, relu("a", "a2"))
            .insertAfter(add, relu("b", "b2"))
            .redirectOutput("c", "b2")
            .build();
    assertEquals(
        List.of("a", "a2", "b", "b2", "c"), edited.nodes().stream().map(Node::name).toList());
    assertThrows(NoSuchElementException.class, () -> graph.edit().remove(relu("x", "stranger")));
  }

  @Test
  void freshNamesAvoidTensorsAndNodes() {
    GraphEdit edit = chain().edit();
    assertEquals("new", edit.freshName("new"));
    assertEquals("a#2", edit.freshName("a"));
    assertEquals("a#3", edit.put(Tensor.ofFloat("a#2", ROW)).freshName("a"));
  }

  @Test
  void absorbingKeepsEachLayerOnce() {
    Node conv = new Node("n", new Relu(), List.of("x"), List.of("y"), List.of("conv", "bn"));
    Node folded = new Node("m", new Relu(), List.of("y"), List.of("z"), List.of("bn", "act"));
    assertEquals(List.of("conv", "bn", "act"), conv.absorbing(folded).layers());
  }
}
