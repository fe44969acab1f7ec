package org.dl4jmot.examples.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.dl4jmot.onednn.OneDnn;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Some hundred of the networks that the program checks ten thousand of. */
class RandomNetworksTest {
  private static final int NETWORKS = 200;
  // Beyond the documented campaign's seeds, so that these are other networks.
  private static final long FIRST = 1_000_000;

  @BeforeAll
  static void networksAsPlainAsDeeplearning4jComputesThem() {
    OneDnn.disable();
  }

  @Test
  void everyNetworkKeepsItsBoundsInEveryForm() {
    List<Outcome> outcomes = new ArrayList<>();
    for (long seed = FIRST; seed < FIRST + NETWORKS; seed++) {
      outcomes.add(Campaign.outcome(seed, Integer.MAX_VALUE));
    }
    String failing =
        outcomes.stream()
            .filter(outcome -> !outcome.holds())
            .map(Outcome::toString)
            .collect(Collectors.joining("\n"));
    assertEquals("", failing, "see --show of the program for a seed's network");
    long run = outcomes.stream().filter(Outcome::runs).count();
    assertTrue(run > NETWORKS * 0.95, run + " of " + NETWORKS + " run in Deeplearning4j");
    Set<String> seen = new HashSet<>();
    outcomes.forEach(outcome -> seen.addAll(outcome.kinds().keySet()));
    List<String> missing =
        LayerKinds.all().stream()
            .map(LayerKind::name)
            .filter(name -> !seen.contains(name))
            .toList();
    assertEquals(List.of(), missing, "kinds in no network");
    // The bounds are worth something: most are far below the values they bound.
    long sharp = outcomes.stream().filter(outcome -> outcome.sharpness() < 1e-2).count();
    assertTrue(sharp > NETWORKS * 0.9, sharp + " of " + NETWORKS + " float bounds are sharp");
  }

  @Test
  void aSeedMeansOneNetwork() {
    RandomNetwork one = RandomNetwork.of(7);
    RandomNetwork other = RandomNetwork.of(7);
    assertEquals(one.toString(), other.toString());
    assertEquals(one.model().params(), other.model().params());
  }

  @Test
  void fewerStepsAreTheBeginningOfTheSameNetwork() {
    RandomNetwork all = RandomNetwork.of(11);
    RandomNetwork some = RandomNetwork.of(11, 3);
    assertTrue(some.size() < all.size(), all + "\n" + some);
    assertTrue(all.toString().startsWith(some.toString()), all + "\n" + some);
  }

  @Test
  void outcomesSurviveTheFile() {
    Outcome outcome = Campaign.outcome(3, Integer.MAX_VALUE);
    assertEquals(outcome, Outcome.parse(outcome.line()));
  }
}
