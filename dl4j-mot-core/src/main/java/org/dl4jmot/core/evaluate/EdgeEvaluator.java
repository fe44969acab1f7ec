package org.dl4jmot.core.evaluate;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dl4jmot.core.data.Layout;
import org.dl4jmot.runtime.EdgeModel;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Evaluates a file as a trained network is evaluated: with the same iterators, which may hold
 * channels first, and the same evaluations. The answers are the file's own, run by {@link
 * EdgeModel}: for integer files those of the device, bit for bit.
 *
 * <pre>{@code
 * Evaluation onTheDevice = EdgeEvaluator.of(EdgeModel.load(file)).evaluate(testData);
 * }</pre>
 *
 * <p>Immutable, but an evaluation uses the model it was given: one thread at a time.
 */
public final class EdgeEvaluator {
  private final EdgeModel model;
  private final Optional<Layout> layout;

  private EdgeEvaluator(EdgeModel model, Optional<Layout> layout) {
    this.model = model;
    this.layout = layout;
  }

  /**
   * Evaluates a model with one input and one output.
   *
   * @throws IllegalArgumentException if it has more
   */
  public static EdgeEvaluator of(EdgeModel model) {
    if (model.inputNames().size() != 1 || model.outputNames().size() != 1) {
      throw new IllegalArgumentException(
          "a data set holds one array of features and one of labels, but the model has the inputs "
              + model.inputNames()
              + " and the outputs "
              + model.outputNames()
              + ": run it with EdgeModel.run(Map) and evaluate each output's arrays");
    }
    return new EdgeEvaluator(model, Optional.empty());
  }

  /**
   * An evaluator for data in a layout. Without, the layout is read off the shapes; this is for
   * shapes that suit several, such as images of 3×3 pixels with 3 channels.
   */
  public EdgeEvaluator layout(Layout dataLayout) {
    return new EdgeEvaluator(model, Optional.of(Objects.requireNonNull(dataLayout, "layout")));
  }

  /**
   * Accuracy, precision, recall and confusion of a classifier.
   *
   * @param data features as the trained network takes them, labels one-hot; reset before where it
   *     can be. Names of its labels are used.
   * @return the evaluation of all of it
   * @throws IllegalArgumentException as {@link #evaluate(DataSetIterator, IEvaluation[])}
   */
  public Evaluation evaluate(DataSetIterator data) {
    List<String> names = data.getLabels();
    Evaluation evaluation =
        names == null || names.isEmpty() ? new Evaluation() : new Evaluation(names);
    evaluate(data, evaluation);
    return evaluation;
  }

  /**
   * Feeds evaluations of any kind, such as {@code ROC} or {@code RegressionEvaluation}.
   *
   * @param data features as the trained network takes them and the labels the evaluations want;
   *     reset before where it can be. A mask of the labels is passed on.
   * @param evaluations take labels and answers of each batch
   * @throws IllegalArgumentException if the features do not suit the model's input or several
   *     layouts would, if the labels are not as many as the answers, or if features are masked: a
   *     file knows no masks
   */
  public void evaluate(DataSetIterator data, IEvaluation<?>... evaluations) {
    if (data.resetSupported()) {
      data.reset();
    }
    while (data.hasNext()) {
      DataSet batch = data.next();
      requireUnmasked(batch.getFeaturesMaskArray());
      INDArray answers = answers(batch.getFeatures(), batch.getLabels());
      for (IEvaluation<?> evaluation : evaluations) {
        evaluation.eval(batch.getLabels(), answers, batch.getLabelsMaskArray());
      }
    }
  }

  private static void requireUnmasked(INDArray mask) {
    if (mask != null && mask.minNumber().doubleValue() != 1) {
      throw new IllegalArgumentException(
          "the features are masked, but a file takes sequences of one length and no mask: evaluate"
              + " sequences of that length without a mask");
    }
  }

  private INDArray answers(INDArray features, INDArray labels) {
    Features input = Features.of(model.input(0).tensor(), features, layout);
    Answers output = new Answers(model.output(0).tensor(), labels, input);
    int samples = Math.toIntExact(features.size(0));
    int perRun = input.samplesPerRun();
    for (int from = 0; from < samples; from += perRun) {
      int count = Math.min(perRun, samples - from);
      model.input(0).setReal(input.samples(features, from, count));
      model.run();
      output.add(model.output(0).toReal(), from, count);
    }
    return output.toArray();
  }
}
