package org.dl4jmot.examples.coverage.samples;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.L2Vertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;

/** Vertices of a graph, each between layers. */
final class VertexSamples {
  private VertexSamples() {}

  static List<Sample> all() {
    return List.of(
        Branches.vectors(2).subject(new MergeVertex()).dense("vectors"),
        Branches.images(2, CNN2DFormat.NCHW).subject(new MergeVertex()).dense("images"),
        Branches.images(2, CNN2DFormat.NHWC).subject(merge(3)).dense("NHWC images"),
        Branches.images(2, CNN2DFormat.NCHW)
            .subject(merge(2))
            .pooled(Starts.CHANNELS, "along rows"),
        elementWise(ElementWiseVertex.Op.Add, 3),
        elementWise(ElementWiseVertex.Op.Subtract, 2),
        elementWise(ElementWiseVertex.Op.Product, 3),
        elementWise(ElementWiseVertex.Op.Average, 3),
        elementWise(ElementWiseVertex.Op.Max, 3),
        Branches.vectors(2).subject(new L2Vertex()).dense("vectors"),
        Branches.images(2, CNN2DFormat.NCHW).subject(new L2Vertex()).dense("images"),
        Starts.vectors().vertex(new L2NormalizeVertex()).dense("vectors"),
        Starts.images().vertex(new L2NormalizeVertex()).dense("images"),
        Starts.vectors().vertex(new ScaleVertex(0.7)).dense("vectors"),
        Starts.vectors().vertex(new ShiftVertex(0.7)).dense("vectors"),
        Starts.vectors().vertex(new SubsetVertex(2, 7)).dense("vectors"),
        Branches.images(1, CNN2DFormat.NCHW).subject(new SubsetVertex(1, 2)).pooled(2, "images"),
        Starts.vectors().vertex(new ReshapeVertex(-1, 3, 2, 2)).dense("vectors to images"),
        Starts.images()
            .vertex(new ReshapeVertex(-1, Starts.CHANNELS * Starts.HEIGHT * Starts.WIDTH))
            .dense("images to vectors"),
        Branches.images(1, CNN2DFormat.NCHW)
            .subject(new PoolHelperVertex())
            .pooled(Starts.CHANNELS, "images"),
        Starts.images()
            .vertex(
                new PreprocessorVertex(
                    new CnnToFeedForwardPreProcessor(Starts.HEIGHT, Starts.WIDTH, Starts.CHANNELS)))
            .dense("flattening"),
        Starts.vectors().vertex(new FrozenVertex(new ScaleVertex(0.7))).dense("scale"),
        layerVertex(),
        stack(),
        unstack(),
        Starts.sequences().vertex(new LastTimeStepVertex("input")).dense("last step"),
        Starts.sequences().vertex(new ReverseTimeSeriesVertex()).sequence("reversed"),
        duplicate(),
        attention());
  }

  private static Sample elementWise(ElementWiseVertex.Op op, int branches) {
    return Branches.vectors(branches)
        .subject(new ElementWiseVertex(op))
        .dense(op.name() + " of " + branches);
  }

  private static MergeVertex merge(int axis) {
    MergeVertex vertex = new MergeVertex();
    vertex.setMergeAxis(axis);
    return vertex;
  }

  private static Sample layerVertex() {
    Sample dense =
        Starts.vectors().subject(new DenseLayer.Builder().nOut(6).build()).dense("dense");
    return new Sample(
        LayerVertex.class,
        dense.variant(),
        dense.network(),
        dense.types(),
        dense.feed(),
        dense.labels());
  }

  private static Sample stack() {
    return Branches.vectors(2)
        .subject(new StackVertex())
        .then("shared", new DenseLayer.Builder().nOut(6).build(), Sample.SUBJECT)
        .then("first", new UnstackVertex(0, 2), "shared")
        .then("second", new UnstackVertex(1, 2), "shared")
        .then("difference", new ElementWiseVertex(ElementWiseVertex.Op.Subtract), "first", "second")
        .dense("a layer shared by two branches");
  }

  private static Sample unstack() {
    return Branches.vectors(2)
        .then("stack", new StackVertex(), "branch1", "branch2")
        .then("shared", new DenseLayer.Builder().nOut(6).build(), "stack")
        .then(Sample.SUBJECT, new UnstackVertex(1, 2), "shared")
        .dense("second of two");
  }

  private static Sample duplicate() {
    GraphBuilder graph = Chain.builder().addInputs("sequence", "vector");
    GraphVertex vertex = new DuplicateToTimeSeriesVertex("sequence");
    graph
        .addVertex(Sample.SUBJECT, vertex, "vector")
        .addVertex("merge", new MergeVertex(), "sequence", Sample.SUBJECT)
        .addLayer("output", Chain.sequenceOutput(), "merge")
        .setOutputs("output");
    return Chain.of(
        vertex.getClass(),
        "beside a sequence",
        graph,
        InputType.recurrent(Starts.CHANNELS, Starts.STEPS),
        InputType.feedForward(3));
  }

  private static Sample attention() {
    AttentionVertex vertex =
        new AttentionVertex.Builder()
            .nInKeys(Starts.CHANNELS)
            .nInQueries(Starts.CHANNELS)
            .nInValues(Starts.CHANNELS)
            .nHeads(2)
            .headSize(2)
            .nOut(4)
            .projectInput(true)
            .build();
    GraphBuilder graph =
        Chain.builder()
            .addInputs("sequence")
            .addVertex(Sample.SUBJECT, vertex, "sequence", "sequence", "sequence")
            .addLayer("output", Chain.sequenceOutput(), Sample.SUBJECT)
            .setOutputs("output");
    return Chain.of(
        vertex.getClass(),
        "2 heads of self-attention",
        graph,
        InputType.recurrent(Starts.CHANNELS, Starts.STEPS));
  }
}
