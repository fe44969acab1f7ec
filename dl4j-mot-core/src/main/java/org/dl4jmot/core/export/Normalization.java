package org.dl4jmot.core.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.core.data.NormalizationProbe;
import org.dl4jmot.core.data.RawInput;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.dataset.api.preprocessor.VGG16ImagePreProcessor;

/**
 * What a user says about the normalization of an input.
 *
 * @param input name of the input; empty for the only one
 * @param normalization what the network was trained on the results of
 * @param range raw values there are; empty for what the normalization itself says
 */
record Normalization(
    Optional<String> input, DataNormalization normalization, Optional<RawInput.Range> range) {
  private static final float LARGEST_BYTE = 255;

  /** What normalizations of images say about the pixels they take. */
  private static final Map<Class<?>, Function<DataNormalization, RawInput.Range>> KNOWN =
      Map.of(
          ImagePreProcessingScaler.class,
          scaler ->
              new RawInput.Range(0, (float) ((ImagePreProcessingScaler) scaler).getMaxPixelVal()),
          VGG16ImagePreProcessor.class,
          vgg -> new RawInput.Range(0, LARGEST_BYTE));

  Normalization {
    Objects.requireNonNull(normalization, "normalization");
  }

  /**
   * The inputs of a network, those normalized as taking raw values.
   *
   * @throws IllegalArgumentException listing every normalization that does not suit the inputs
   */
  static List<NetworkInput> applied(List<Normalization> all, List<NetworkInput> inputs) {
    List<NetworkInput> result = new ArrayList<>(inputs);
    List<String> problems = new ArrayList<>();
    for (Normalization one : all) {
      try {
        int index = one.index(inputs);
        if (result.get(index).raw().isPresent()) {
          throw new IllegalArgumentException(
              "input '" + inputs.get(index).name() + "' is normalized twice");
        }
        result.set(index, one.raw(inputs.get(index)));
      } catch (IllegalArgumentException e) {
        problems.add(e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return result;
  }

  private NetworkInput raw(NetworkInput network) {
    Optional<RawInput.Range> known =
        range.or(
            () ->
                Optional.ofNullable(KNOWN.get(normalization.getClass()))
                    .map(says -> says.apply(normalization)));
    return network.withRaw(
        new RawInput(
            normalization.getClass().getSimpleName(),
            NormalizationProbe.map(normalization, network),
            known));
  }

  private int index(List<NetworkInput> inputs) {
    List<String> names = inputs.stream().map(NetworkInput::name).toList();
    if (input.isEmpty() && names.size() == 1) {
      return 0;
    }
    int index = input.map(names::indexOf).orElse(-1);
    if (index < 0) {
      throw new IllegalArgumentException(
          "say which of the inputs "
              + names
              + " is normalized, not "
              + input.map(name -> "'" + name + "'").orElse("none of them by name"));
    }
    return index;
  }
}
