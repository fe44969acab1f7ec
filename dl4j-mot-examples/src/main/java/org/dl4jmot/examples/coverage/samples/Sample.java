package org.dl4jmot.examples.coverage.samples;

import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A small network that uses a configuration class.
 *
 * @param subject the class
 * @param variant which use of it this is, in a few words; unique among its samples
 * @param network makes the network, initialised; the layer or vertex in question has the name
 *     {@link #SUBJECT}
 * @param types what the network is fed
 * @param feed what inputs it takes
 * @param labels what it is trained on
 */
public record Sample(
    Class<?> subject,
    String variant,
    Supplier<ComputationGraph> network,
    List<InputType> types,
    Feed feed,
    Feed labels) {
  /** Name of the layer or vertex in question. */
  public static final String SUBJECT = "subject";

  /** Number of samples a batch holds. */
  public static final int BATCH = 8;

  /** Makes one batch of inputs. */
  @FunctionalInterface
  public interface Feed {
    /**
     * An array of values.
     *
     * @param shape the network's shape, samples first
     */
    INDArray batch(long... shape);
  }

  /** Copies the list. */
  public Sample {
    types = List.copyOf(types);
  }

  /** The same, fed with whole numbers from 0 on, as embeddings are. */
  public Sample fedIndices(int limit) {
    return new Sample(
        subject, variant, network, types, shape -> Feeds.indices(limit, shape), labels);
  }

  /** The same, trained on labels that are not shaped as its answers are. */
  public Sample trainedOn(Feed other) {
    return new Sample(subject, variant, network, types, feed, other);
  }
}
