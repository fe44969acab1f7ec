package org.dl4jmot.examples.forms;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.dl4jmot.testkit.GoldenFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/forms.md shows: no form is larger than the converter's, none has other operations. */
class FormsTest {
  private static GoldenNetwork a;
  private static GoldenNetwork b;

  @BeforeAll
  static void read() {
    a = new GoldenNetwork("A", GoldenFiles::path);
    b = new GoldenNetwork("B", GoldenFiles::path);
  }

  private static Stream<GoldenForm> converted() {
    return GoldenForm.ALL.stream().filter(form -> form.converters().isPresent());
  }

  @ParameterizedTest
  @MethodSource("converted")
  void networkAIsNoLargerThanTheConvertersAndHasItsOperations(GoldenForm form) {
    check(a.measure(form));
  }

  @ParameterizedTest
  @MethodSource("converted")
  void networkBIsNoLargerThanTheConvertersAndHasItsOperations(GoldenForm form) {
    check(b.measure(form));
  }

  private static void check(FormRow row) {
    FileFacts ours = row.ours();
    FileFacts theirs = row.theirs().orElseThrow();
    assertTrue(
        ours.size().bytes() <= theirs.size().bytes(),
        () -> row.form() + ": " + ours.size() + ", the converter's " + theirs.size());
    assertTrue(
        ours.hasOperationsOf(theirs),
        () -> row.form() + ": " + ours.operations() + ", the converter's " + theirs.operations());
  }
}
