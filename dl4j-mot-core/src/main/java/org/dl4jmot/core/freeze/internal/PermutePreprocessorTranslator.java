package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.preprocessors.PermutePreprocessor;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Tensor;

/** Preprocessors that permute the axes of an array. */
public final class PermutePreprocessorTranslator implements Translator<PermutePreprocessor> {
  @Override
  public Class<PermutePreprocessor> type() {
    return PermutePreprocessor.class;
  }

  @Override
  public List<String> handles() {
    return List.of(PermutePreprocessor.class.getName());
  }

  /** As {@link PermutePreprocessor#getOutputType} of 1.0.0-M2.1 chooses kind and layout. */
  @Override
  public Value translate(PermutePreprocessor conf, LayerScope scope, List<Value> inputs) {
    Value input = inputs.get(0);
    List<Integer> permutation = permutation(conf, input);
    Tensor trained = input.inTrainedOrder(scope, "arranged");
    Tensor permuted = scope.transposed("permuted", trained, permutation);
    return switch (permutation.size()) {
      case 2 -> Value.Features.of(permuted);
      case 3 -> Value.Sequence.ofTrained(scope, "input", permuted, RNNFormat.NCW);
      case 4 -> Value.Image.ofTrained(scope, "input", permuted, CNN2DFormat.NCHW);
      default -> Value.Volume.ofTrained(scope, "input", permuted, input.requireVolume().format());
    };
  }

  /** The batch in front is implied where one index is missing. */
  private static List<Integer> permutation(PermutePreprocessor conf, Value input) {
    int[] indices = conf.getPermutationIndices();
    List<Integer> permutation = new ArrayList<>();
    if (indices.length + 1 == input.shape().rank()) {
      permutation.add(0);
    }
    Arrays.stream(indices).forEach(permutation::add);
    if (permutation.size() != input.shape().rank() || permutation.get(0) != 0) {
      throw new UntranslatableException(
          "it permutes axes " + Arrays.toString(indices) + " but is fed a " + input.describe(),
          "Give each axis behind the batch (1, 2, ...) once");
    }
    return permutation;
  }
}
