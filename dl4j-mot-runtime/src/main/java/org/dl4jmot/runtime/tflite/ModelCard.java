package org.dl4jmot.runtime.tflite;

import java.util.List;
import java.util.Objects;

/**
 * What a file tells applications about its network, as TFLite's model metadata defines it: readable
 * by TensorFlow Lite Support, the Task Library and Android Studio.
 *
 * @param name of the network, possibly empty
 * @param description a sentence or more, possibly empty
 * @param author possibly empty
 * @param license possibly empty
 * @param inputs one per input of the network, in its order; empty to say nothing of them
 * @param outputs one per output of the network, in its order; empty to say nothing of them
 */
public record ModelCard(
    String name,
    String description,
    String author,
    String license,
    List<PortCard> inputs,
    List<PortCard> outputs) {
  /** Copies the lists and checks that nothing is missing. */
  public ModelCard {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(author, "author");
    Objects.requireNonNull(license, "license");
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
