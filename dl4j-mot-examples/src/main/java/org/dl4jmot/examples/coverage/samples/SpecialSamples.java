package org.dl4jmot.examples.coverage.samples;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.CapsuleLayer;
import org.deeplearning4j.nn.conf.layers.CapsuleStrengthLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.LearnedSelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.PrimaryCapsules;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Encoders, attention, capsules and object detection. */
final class SpecialSamples {
  private SpecialSamples() {}

  static List<Sample> all() {
    return List.of(
        Starts.vectors()
            .subject(new AutoEncoder.Builder().nOut(5).activation(Activation.SIGMOID).build())
            .dense("encoder"),
        Starts.vectors()
            .subject(
                new VariationalAutoencoder.Builder()
                    .encoderLayerSizes(6)
                    .decoderLayerSizes(6)
                    .nOut(4)
                    .activation(Activation.TANH)
                    .build())
            .dense("encoder"),
        Starts.sequences()
            .subject(new SelfAttentionLayer.Builder().nOut(4).nHeads(2).projectInput(true).build())
            .sequence("2 heads"),
        Starts.sequences()
            .subject(
                new LearnedSelfAttentionLayer.Builder()
                    .nOut(4)
                    .nHeads(2)
                    .nQueries(3)
                    .projectInput(true)
                    .build())
            .sequence("2 heads, 3 queries"),
        Starts.sequences()
            .subject(
                new RecurrentAttentionLayer.Builder()
                    .nIn(Starts.CHANNELS)
                    .nOut(4)
                    .nHeads(2)
                    .projectInput(true)
                    .activation(Activation.TANH)
                    .build())
            .sequence("2 heads"),
        capsules()
            .subject(new CapsuleLayer.Builder(3, 4).build())
            .then(new CapsuleStrengthLayer.Builder().build())
            .dense("3 capsules"),
        Starts.images()
            .subject(new PrimaryCapsules.Builder(4, 2).kernelSize(3, 3).stride(2, 2).build())
            .then(new CapsuleStrengthLayer.Builder().build())
            .dense("3×3"),
        capsules().subject(new CapsuleStrengthLayer.Builder().build()).dense("strengths"),
        Starts.images()
            .then(new ConvolutionLayer.Builder(1, 1).nOut(2 * (5 + 3)).build())
            .subject(
                new Yolo2OutputLayer.Builder()
                    .boundingBoxPriors(Nd4j.createFromArray(new float[][] {{1, 2}, {2, 1}}))
                    .build())
            .ending("2 boxes, 3 classes")
            // No object anywhere: 4 coordinates and 3 classes per cell.
            .trainedOn(shape -> Nd4j.zeros(DataType.FLOAT, shape[0], 4 + 3, shape[2], shape[3])));
  }

  private static Chain capsules() {
    return Starts.images()
        .then(new PrimaryCapsules.Builder(4, 2).kernelSize(3, 3).stride(2, 2).build());
  }
}
