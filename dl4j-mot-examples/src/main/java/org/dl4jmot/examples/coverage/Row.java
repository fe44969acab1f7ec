package org.dl4jmot.examples.coverage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was measured of one class.
 *
 * @param type the class
 * @param variants per sample what became of it in each form
 */
record Row(Class<?> type, Map<String, Map<Form, Outcome>> variants) {
  private static final String PARTLY = "partly";

  Row {
    variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
  }

  /** The verdict over all samples. */
  String cell(Form form) {
    Set<String> words =
        variants.values().stream()
            .map(outcomes -> outcomes.get(form).status().word())
            .collect(Collectors.toSet());
    return words.size() == 1 ? words.iterator().next() : PARTLY;
  }

  /** What is to be said of verdicts other than support, each reason once. */
  List<String> notes() {
    Map<Outcome, Set<String>> byOutcome = new LinkedHashMap<>();
    Map<Outcome, Set<Form>> forms = new LinkedHashMap<>();
    variants.forEach(
        (variant, outcomes) ->
            outcomes.forEach(
                (form, outcome) -> {
                  byOutcome.computeIfAbsent(outcome, key -> new LinkedHashSet<>()).add(variant);
                  forms.computeIfAbsent(outcome, key -> new LinkedHashSet<>()).add(form);
                }));
    List<String> notes = new ArrayList<>();
    byOutcome.forEach(
        (outcome, names) -> {
          if (!outcome.detail().isEmpty()) {
            notes.add(where(names, forms.get(outcome)) + outcome.detail());
          }
        });
    return notes;
  }

  private String where(Set<String> names, Set<Form> forms) {
    List<String> parts = new ArrayList<>();
    if (names.size() < variants.size()) {
      parts.add(String.join(", ", names));
    }
    if (forms.size() < Form.values().length) {
      parts.add(forms.stream().map(Form::title).collect(Collectors.joining(", ")));
    }
    return parts.isEmpty() ? "" : String.join("; ", parts) + ": ";
  }

  /** Outcomes of samples whose layer does not become integer throughout. */
  Stream<Outcome> floating() {
    return outcomes().filter(outcome -> outcome.status() == Outcome.Status.FLOAT);
  }

  private Stream<Outcome> outcomes() {
    return variants.values().stream().flatMap(outcomes -> outcomes.values().stream());
  }

  /** Whether a sample neither exports nor is refused with a reason. */
  boolean fails() {
    return outcomes().anyMatch(outcome -> outcome.status() == Outcome.Status.FAILED);
  }
}
