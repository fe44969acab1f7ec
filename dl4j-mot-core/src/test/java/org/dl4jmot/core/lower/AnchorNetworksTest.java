package org.dl4jmot.core.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.dl4jmot.core.freeze.Freezer;
import org.dl4jmot.core.freeze.FrozenNetwork;
import org.dl4jmot.core.testing.AnchorNetworks;
import org.dl4jmot.runtime.graph.Graph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The networks of the anchors lower to the operations that Google's converter makes of them. */
class AnchorNetworksTest {
  private static final List<String> A =
      List.of(
          "CONV_2D",
          "MAX_POOL_2D",
          "CONV_2D",
          "MAX_POOL_2D",
          "RESHAPE",
          "FULLY_CONNECTED",
          "FULLY_CONNECTED",
          "SOFTMAX");
  private static final List<String> B =
      List.of(
          "CONV_2D",
          "DEPTHWISE_CONV_2D",
          "CONV_2D",
          "DEPTHWISE_CONV_2D",
          "CONV_2D",
          "DEPTHWISE_CONV_2D",
          "CONV_2D",
          "DEPTHWISE_CONV_2D",
          "CONV_2D",
          "MEAN",
          "FULLY_CONNECTED",
          "SOFTMAX");

  @Test
  void importedLenetLowersToGooglesOperations() {
    assertEquals(A, operations(AnchorNetworks.importedA()));
  }

  @Test
  void importedDepthwiseNetworkLowersToGooglesOperations() {
    assertEquals(
        B, operations(AnchorNetworks.importedB(), AnchorNetworks.images(CNN2DFormat.NHWC)));
  }

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void lenetLowersToGooglesOperationsInEitherFormat(CNN2DFormat format) {
    assertEquals(A, operations(AnchorNetworks.lenet(AnchorNetworks.images(format))));
  }

  @Test
  void lenetOfFlatImagesLowersToGooglesOperations() {
    assertEquals(A, operations(AnchorNetworks.lenet(InputType.convolutionalFlat(28, 28, 1))));
  }

  private static List<String> operations(Model model, InputType... types) {
    FrozenNetwork frozen = Freezer.freeze(model, types);
    Graph lowered = Lowering.standard().apply(frozen.graph());
    return lowered.nodes().stream().map(node -> node.op().type()).toList();
  }
}
