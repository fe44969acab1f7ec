package org.dl4jmot.examples.latency;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that is measured.
 *
 * @param network A or B
 * @param form {@code float} or {@code int8}
 * @param engine what runs it
 * @param batch images at a time
 */
record Case(String network, String form, Engine engine, int batch) {
  static final List<Integer> BATCHES = List.of(1, 32);
  private static final List<Engine> OF_TRAINED = List.of(Engine.DL4J, Engine.DL4J_ONEDNN);

  /** Everything that is measured; what is compared stands together. */
  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (int batch : BATCHES) {
      for (String network : NetworkFiles.NETWORKS) {
        for (String form : NetworkFiles.FORMS) {
          for (Engine engine : engines(form)) {
            cases.add(new Case(network, form, engine, batch));
          }
        }
      }
    }
    return cases;
  }

  /** Trained networks have one form: float. */
  static List<Engine> engines(String form) {
    return List.of(Engine.values()).stream()
        .filter(engine -> form.equals("float") || !OF_TRAINED.contains(engine))
        .toList();
  }
}
