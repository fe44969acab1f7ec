package org.dl4jmot.core.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dl4jmot.core.data.AffineMap;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.core.data.NetworkOutput;
import org.dl4jmot.core.data.NormalizationProbe;
import org.dl4jmot.runtime.tflite.ModelCard;
import org.dl4jmot.runtime.tflite.PortCard;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/**
 * What a user wants the file to tell applications.
 *
 * @param labels names of the classes; empty for none
 * @param description of the network; empty for none
 * @param author of the network; empty for none
 * @param content what inputs are; empty where nobody said
 * @param outside what the application does to raw values before it feeds them
 */
record CardSettings(
    List<String> labels,
    String description,
    String author,
    Optional<PortCard.Content> content,
    Optional<DataNormalization> outside) {

  CardSettings {
    labels = List.copyOf(labels);
  }

  static CardSettings nothing() {
    return new CardSettings(List.of(), "", "", Optional.empty(), Optional.empty());
  }

  CardSettings withLabels(List<String> newLabels) {
    return new CardSettings(newLabels, description, author, content, outside);
  }

  CardSettings withDescription(String newDescription) {
    return new CardSettings(labels, newDescription, author, content, outside);
  }

  CardSettings withAuthor(String newAuthor) {
    return new CardSettings(labels, description, newAuthor, content, outside);
  }

  CardSettings withContent(PortCard.Content newContent) {
    return new CardSettings(labels, description, author, Optional.of(newContent), outside);
  }

  CardSettings withOutside(DataNormalization normalization) {
    return new CardSettings(labels, description, author, content, Optional.of(normalization));
  }

  /**
   * The card of a network; empty if there is nothing to tell.
   *
   * @throws IllegalArgumentException listing what does not suit the network
   */
  Optional<ModelCard> card(List<NetworkInput> inputs, List<NetworkOutput> outputs) {
    if (equals(nothing())) {
      return Optional.empty();
    }
    List<String> problems = new ArrayList<>();
    List<PortCard> inputCards = new ArrayList<>();
    for (NetworkInput input : inputs) {
      try {
        inputCards.add(inputCard(input));
      } catch (IllegalArgumentException e) {
        problems.add(e.getMessage());
      }
    }
    checkLabels(outputs).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    List<PortCard> outputCards =
        outputs.stream().map(output -> PortCard.of(output.name()).withLabels(labels)).toList();
    return Optional.of(new ModelCard("", description, author, "", inputCards, outputCards));
  }

  private Optional<String> checkLabels(List<NetworkOutput> outputs) {
    if (labels.isEmpty()) {
      return Optional.empty();
    }
    if (outputs.size() > 1) {
      return Optional.of(
          "labels are for networks with one output, this one has "
              + outputs.stream().map(NetworkOutput::name).toList());
    }
    NetworkOutput output = outputs.get(0);
    int classes = output.shape().rank() == 0 ? 1 : output.shape().dim(-1);
    return labels.size() == classes
        ? Optional.empty()
        : Optional.of(
            labels.size()
                + " labels were given, output '"
                + output.name()
                + "' has "
                + classes
                + " values: give one label for each, in their order");
  }

  private PortCard inputCard(NetworkInput input) {
    PortCard named = PortCard.of(input.name());
    PortCard card = content.map(named::with).orElse(named);
    if (input.raw().isEmpty()) {
      return outside
          .map(normalization -> card.with(normalization(input, normalization)))
          .orElse(card);
    }
    if (outside.isPresent()) {
      throw new IllegalArgumentException(
          "input '"
              + input.name()
              + "' is normalized inside of the file: leave nothing to the application");
    }
    PortCard raw = card.with(new PortCard.Normalization(List.of(0f), List.of(1f)));
    return input
        .raw()
        .get()
        .range()
        .map(range -> raw.with(new PortCard.Range(range.min(), range.max())))
        .orElse(raw);
  }

  /** x * factor + summand is (x - mean) / std. */
  private static PortCard.Normalization normalization(
      NetworkInput input, DataNormalization normalization) {
    AffineMap map = NormalizationProbe.map(normalization, input);
    int channels = map.hasOneFactor() && map.hasOneSummand() ? 1 : input.shape().dim(-1);
    boolean told =
        map.factorSpread() < Double.POSITIVE_INFINITY
            && map.channelFactors(channels).isPresent()
            && map.channelSummands(channels).isPresent();
    if (!told) {
      throw new IllegalArgumentException(
          normalization.getClass().getSimpleName()
              + " treats elements of one channel of input '"
              + input.name()
              + "' differently: the metadata tells one mean per channel");
    }
    double[] factors = map.factors();
    return new PortCard.Normalization(
        IntStream.range(0, channels).mapToObj(c -> (float) map.raw(c, 0)).toList(),
        IntStream.range(0, channels).mapToObj(c -> (float) (1 / factors[c])).toList());
  }
}
