package org.dl4jmot.core.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelComparisonTest {
  /** Answers its input, each element moved by a constant. */
  private static final class Moved implements ComparedModel {
    private final List<String> outputs;
    private final float by;
    private List<float[][]> loaded = List.of();
    private int current;

    Moved(float by, String... outputs) {
      this.by = by;
      this.outputs = List.of(outputs);
    }

    @Override
    public List<String> outputs() {
      return outputs;
    }

    @Override
    public Set<String> tensors() {
      return Set.of("inside", "other size");
    }

    @Override
    public void load(List<float[][]> samples) {
      loaded = samples;
    }

    @Override
    public void run(int index) {
      current = index;
    }

    @Override
    public float[] output(int index) {
      float[] answer = loaded.get(current)[0].clone();
      answer[0] += by;
      return answer;
    }

    @Override
    public float[] tensor(String name) {
      return name.equals("other size") && by > 0 ? new float[1] : output(0);
    }
  }

  @Test
  void addsUpErrorsAgreementAndAccuracy() {
    ModelComparison comparison = new ModelComparison(new Moved(0, "a"), new Moved(2, "b"));
    // The first sample's largest element becomes another one, the second's does not.
    comparison.add(
        List.of(new float[][] {{1, 2}}, new float[][] {{1, 5}}),
        List.of(OptionalInt.of(1), OptionalInt.empty()));
    ComparisonReport report = comparison.report();
    assertEquals(2, report.samples());
    assertEquals(0.5, report.agreement());
    assertEquals(2, report.worstOutputError());
    assertEquals(1, report.outputs().get(0).difference().meanError());
    // 1 + 4 + 1 + 25 over 4 + 4.
    assertEquals(10 * Math.log10(31.0 / 8), report.outputs().get(0).difference().sqnr(), 1e-12);
    assertEquals(new ComparisonReport.Accuracy(1, 1, 0), report.accuracy().orElseThrow());
    assertEquals(Set.of("inside"), report.tensors().keySet());
    assertEquals(4, report.tensors().get("inside").elements());
  }

  @Test
  void refusesModelsOfDifferentOutputs() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ModelComparison(new Moved(0, "a"), new Moved(0, "b", "c")));
    assertTrue(refusal.getMessage().contains("different outputs"), refusal.getMessage());
  }
}
