package org.dl4jmot.core.freeze;

import static org.deeplearning4j.nn.conf.CNN2DFormat.NCHW;
import static org.deeplearning4j.nn.conf.CNN2DFormat.NHWC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.L2Vertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jmot.core.testing.Agreement;
import org.dl4jmot.core.testing.RandomParameters;
import org.dl4jmot.core.testing.Runs;
import org.dl4jmot.runtime.graph.Graph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Each vertex, frozen and lowered, answers as Deeplearning4j does. */
class VertexFreezeTest {
  private static final InputType VECTORS = InputType.feedForward(6);
  private static final InputType SEQUENCES = InputType.recurrent(3, 5);

  private static InputType images(CNN2DFormat format) {
    return InputType.convolutional(6, 5, 4, format);
  }

  private static GraphBuilder graph(String... inputs) {
    return new NeuralNetConfiguration.Builder()
        .seed(3)
        .convolutionMode(ConvolutionMode.Same)
        .activation(Activation.TANH)
        .graphBuilder()
        .addInputs(inputs);
  }

  private static ComputationGraph network(GraphBuilder builder) {
    ComputationGraph network = new ComputationGraph(builder.build());
    network.init();
    return RandomParameters.fill(network, 9);
  }

  private static DenseLayer dense() {
    return new DenseLayer.Builder().nIn(6).nOut(4).build();
  }

  private static ConvolutionLayer convolution(CNN2DFormat format) {
    return new ConvolutionLayer.Builder(3, 3).dataFormat(format).nIn(4).nOut(4).build();
  }

  /** A vertex over some layers of one input, which answers itself. */
  private static void check(GraphVertex vertex, int branches, InputType type) {
    Agreement.check(joining(vertex, branches, type), type);
  }

  private static ComputationGraph joining(GraphVertex vertex, int branches, InputType type) {
    GraphBuilder graph = graph("in");
    String[] names = new String[branches];
    for (int i = 0; i < branches; i++) {
      names[i] = "branch" + i;
      if (type instanceof InputType.InputTypeConvolutional images) {
        graph.addLayer(names[i], convolution(images.getFormat()), "in");
      } else {
        graph.addLayer(names[i], dense(), "in");
      }
    }
    return network(graph.addVertex("vertex", vertex, names).setOutputs("vertex"));
  }

  @ParameterizedTest
  @EnumSource(ElementWiseVertex.Op.class)
  void elementWiseOperationsAgree(ElementWiseVertex.Op op) {
    int branches = op == ElementWiseVertex.Op.Subtract ? 2 : 4;
    check(new ElementWiseVertex(op), branches, VECTORS);
    check(new ElementWiseVertex(op), branches, images(NCHW));
    check(new ElementWiseVertex(op), branches, images(NHWC));
  }

  @ParameterizedTest
  @EnumSource(ElementWiseVertex.Op.class)
  void elementWiseOperationsBroadcastAsDeeplearning4jDoes(ElementWiseVertex.Op op) {
    Agreement.check(
        network(
            graph("in", "gate")
                .addLayer("conv", convolution(NCHW), "in")
                .addVertex("vertex", new ElementWiseVertex(op), "conv", "gate")
                .setOutputs("vertex")),
        images(NCHW),
        InputType.convolutional(1, 1, 4, NCHW));
  }

  @Test
  void mergesAlongEveryAxisAgree() {
    for (int axis = 1; axis <= 3; axis++) {
      MergeVertex vertex = new MergeVertex();
      vertex.setMergeAxis(axis);
      check(vertex, 3, images(NCHW));
      check(vertex, 3, images(NHWC));
    }
  }

  @Test
  void scalesShiftsAndFrozenVerticesAgree() {
    check(new ScaleVertex(0.7), 1, images(NCHW));
    check(new ShiftVertex(-0.7), 1, VECTORS);
    check(new FrozenVertex(new FrozenVertex(new ScaleVertex(-2))), 1, VECTORS);
  }

  @Test
  void subsetsAgree() {
    check(new SubsetVertex(1, 2), 1, VECTORS);
    check(new SubsetVertex(1, 2), 1, images(NCHW));
    check(new SubsetVertex(1, 2), 1, images(NHWC));
  }

  @Test
  void subsetBeyondItsInputIsRefused() {
    ComputationGraph network = joining(new SubsetVertex(2, 4), 1, VECTORS);

    UnsupportedNetworkException refusal =
        assertThrows(UnsupportedNetworkException.class, () -> Freezer.freeze(network, VECTORS));

    assertTrue(
        refusal.getMessage().contains("cells 2 to 4 of axis 1 of a vector [1, 4]"),
        refusal::getMessage);
  }

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void firstRowAndColumnAreCutAsByDeeplearning4j(CNN2DFormat format) {
    check(new PoolHelperVertex(), 1, images(format));
  }

  @Test
  void layerSharedByStackedVectorsAgrees() {
    Agreement.check(
        network(
            graph("left", "right")
                .addVertex("stack", new StackVertex(), "left", "right")
                .addLayer("shared", dense(), "stack")
                .addVertex("first", new UnstackVertex(0, 2), "shared")
                .addVertex("second", new UnstackVertex(1, 2), "shared")
                .setOutputs("second", "first")),
        VECTORS,
        VECTORS);
  }

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void layerSharedByStackedImagesAgrees(CNN2DFormat format) {
    Agreement.check(
        network(
            graph("left", "right")
                .addVertex("stack", new StackVertex(), "left", "right")
                .addLayer("shared", convolution(format), "stack")
                .addVertex("first", new UnstackVertex(0, 2), "shared")
                .addVertex("second", new UnstackVertex(1, 2), "shared")
                .setOutputs("second", "first")),
        images(format),
        images(format));
  }

  @Test
  void shorterSequencesEndInZerosWhenStacked() {
    Agreement.check(
        network(
            graph("long", "short")
                .addVertex("stack", new StackVertex(), "long", "short")
                .addVertex("second", new UnstackVertex(1, 2), "stack")
                .setOutputs("second")),
        SEQUENCES,
        InputType.recurrent(3, 2));
  }

  @ParameterizedTest
  @ValueSource(chars = {'c', 'f'})
  void reshapedArraysAgree(char order) {
    checkReshape(order, images(NCHW), 4, 3, 2, 5);
    checkReshape(order, images(NCHW), 2, 10, 6);
    checkReshape(order, images(NCHW), 8, 15);
    checkReshape(order, images(NCHW), 120);
    checkReshape(order, images(NHWC), 3, 10, 4);
    checkReshape(order, images(NHWC), 120);
    checkReshape(order, VECTORS, 2, 1, 2);
    checkReshape(order, VECTORS, 2, 2);
  }

  /** In C order a network's samples stay apart; so they do in Fortran order. */
  private static void checkReshape(char order, InputType type, int... shape) {
    int[] whole = IntStream.concat(IntStream.of(-1), IntStream.of(shape)).toArray();
    check(new ReshapeVertex(order, whole, null), 1, type);
  }

  @Test
  void flattenedImagesOfBothOrdersMeetOnlyWhereNeeded() {
    InputType type = images(NCHW);
    GraphBuilder builder =
        graph("in")
            .addLayer("conv", convolution(NCHW), "in")
            .addVertex("flat", new ReshapeVertex(-1, 120), "conv")
            .addLayer("dense", new DenseLayer.Builder().nIn(120).nOut(120).build(), "flat")
            .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "flat", "dense")
            .addVertex("part", new SubsetVertex(7, 30), "flat")
            .setOutputs("sum", "part");
    Graph lowered = Agreement.check(network(builder), type);

    assertEquals(
        List.of(
            "CONV_2D",
            "TANH",
            "RESHAPE",
            "FULLY_CONNECTED",
            "TANH",
            "GATHER",
            "SLICE",
            "GATHER",
            "ADD"),
        Agreement.operations(lowered));
  }

  @Test
  void shapeForAFixedNumberOfSamplesIsRefused() {
    ComputationGraph network = joining(new ReshapeVertex(8, 2, 2), 1, VECTORS);

    UnsupportedNetworkException refusal =
        assertThrows(UnsupportedNetworkException.class, () -> Freezer.freeze(network, VECTORS));

    assertTrue(refusal.getMessage().contains("begin with -1"), refusal::getMessage);
  }

  @Test
  void distancesAgree() {
    checkNorms(joining(new L2Vertex(), 2, VECTORS), VECTORS);
    checkNorms(joining(new L2Vertex(), 2, images(NCHW)), images(NCHW));
  }

  @Test
  void normalizedSamplesAgree() {
    checkNorms(joining(new L2NormalizeVertex(), 1, VECTORS), VECTORS);
    checkNorms(joining(new L2NormalizeVertex(), 1, images(NCHW)), images(NCHW));
    checkNorms(joining(new L2NormalizeVertex(), 1, images(NHWC)), images(NHWC));
  }

  @Test
  void normalizationOfPartsOfASampleIsRefused() {
    ComputationGraph network = joining(new L2NormalizeVertex(new int[] {1}, 1e-8), 1, images(NCHW));

    UnsupportedNetworkException refusal =
        assertThrows(
            UnsupportedNetworkException.class, () -> Freezer.freeze(network, images(NCHW)));

    assertTrue(refusal.getMessage().contains("Normalize whole samples"), refusal::getMessage);
  }

  /**
   * The branches, tanh of at most 36 summands, are good to some 40 roundings of 1; a norm of 120 of
   * them, being 1-Lipschitz, to 40 times sqrt(120), and the quotient no less.
   */
  private static void checkNorms(ComputationGraph network, InputType type) {
    double tolerance = 40 * Math.sqrt(120) * 0x1p-24;
    FrozenNetwork frozen = Freezer.freeze(network, type);
    Nd4j.getRandom().setSeed(11);
    INDArray batch = Nd4j.randn(DataType.FLOAT, frozen.inputs().get(0).batchShape(3));
    INDArray answer = network.output(batch)[0];
    for (int i = 0; i < 3; i++) {
      Map<String, float[]> values =
          Runs.run(frozen.graph(), new float[][] {frozen.inputs().get(0).sample(batch, i)});
      float[] expected = frozen.outputs().get(0).sample(answer, i);
      Agreement.assertClose(
          "sample " + i, expected, values.get(frozen.graph().outputs().get(0).tensor()), tolerance);
    }
    assertEquals(List.of("vertex"), network.getConfiguration().getNetworkOutputs());
  }
}
