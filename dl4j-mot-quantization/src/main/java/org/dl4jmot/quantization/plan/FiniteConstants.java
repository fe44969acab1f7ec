package org.dl4jmot.quantization.plan;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dl4jmot.runtime.tensor.Tensor;

/** The check that comes before quantizing constants. */
public final class FiniteConstants {
  private FiniteConstants() {}

  /**
   * Checks float constants.
   *
   * @throws UnquantizableGraphException listing every constant that holds NaN or infinity
   */
  public static void require(Stream<Tensor> constants) {
    List<String> problems =
        constants.distinct().flatMap(constant -> problem(constant).stream()).toList();
    if (!problems.isEmpty()) {
      throw new UnquantizableGraphException(problems);
    }
  }

  private static Optional<String> problem(Tensor constant) {
    FloatBuffer values = constant.requireData().floats();
    for (int i = 0; i < values.remaining(); i++) {
      if (!Float.isFinite(values.get(i))) {
        return Optional.of(
            "constant '" + constant.name() + "' holds " + values.get(i) + " at element " + i);
      }
    }
    return Optional.empty();
  }
}
