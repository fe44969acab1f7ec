package org.dl4jmot.examples.coverage.samples;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.Cnn3DToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnn3DPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;

/** Preprocessors, each in front of a layer that needs it. */
final class PreprocessorSamples {
  private static final int PIXELS = Starts.HEIGHT * Starts.WIDTH;

  private PreprocessorSamples() {}

  static List<Sample> all() {
    return List.of(
        Starts.images()
            .subject(
                new CnnToFeedForwardPreProcessor(Starts.HEIGHT, Starts.WIDTH, Starts.CHANNELS),
                dense())
            .dense("NCHW"),
        Chain.on(InputType.feedForward(PIXELS))
            .subject(
                new FeedForwardToCnnPreProcessor(Starts.HEIGHT, Starts.WIDTH, 1), convolution())
            .dense("network input"),
        Chain.on(InputType.feedForward(5))
            .then(new DenseLayer.Builder().nOut(PIXELS * 2).build())
            .subject(
                new FeedForwardToCnnPreProcessor(Starts.HEIGHT, Starts.WIDTH, 2), convolution())
            .dense("behind a dense layer"),
        Starts.sequences()
            .subject(new RnnToFeedForwardPreProcessor(), Chain.denseOutput())
            .ending("each step"),
        Starts.vectors()
            .subject(new FeedForwardToRnnPreProcessor(), Chain.sequenceOutput())
            .ending("one step"),
        Starts.images()
            .subject(
                new CnnToRnnPreProcessor(Starts.HEIGHT, Starts.WIDTH, Starts.CHANNELS),
                Chain.sequenceOutput())
            .ending("one step"),
        Chain.on(InputType.recurrent(PIXELS, Starts.STEPS))
            .subject(new RnnToCnnPreProcessor(Starts.HEIGHT, Starts.WIDTH, 1), convolution())
            .dense("5 steps"),
        Starts.volumes()
            .subject(
                new Cnn3DToFeedForwardPreProcessor(
                    Starts.DEPTH, Starts.HEIGHT, Starts.WIDTH, Starts.CHANNELS, true),
                dense())
            .dense("NCDHW"),
        Chain.on(InputType.feedForward(PIXELS * Starts.DEPTH))
            .subject(
                new FeedForwardToCnn3DPreProcessor(
                    Starts.DEPTH, Starts.HEIGHT, Starts.WIDTH, 1, true),
                new Convolution3D.Builder(3, 3, 3).nIn(1).nOut(3).build())
            .pooled("NCDHW"),
        Starts.images()
            .subject(
                new ComposableInputPreProcessor(
                    new CnnToFeedForwardPreProcessor(Starts.HEIGHT, Starts.WIDTH, Starts.CHANNELS),
                    new FeedForwardToCnnPreProcessor(Starts.HEIGHT, Starts.WIDTH, Starts.CHANNELS)),
                convolution())
            .dense("flattened and back"));
  }

  private static Layer dense() {
    return new DenseLayer.Builder().nOut(6).build();
  }

  private static Layer convolution() {
    return Starts.convolution(org.deeplearning4j.nn.conf.CNN2DFormat.NCHW).build();
  }
}
