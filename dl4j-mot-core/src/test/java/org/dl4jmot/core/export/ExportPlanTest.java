package org.dl4jmot.core.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.OptionalLong;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.freeze.UnsupportedNetworkException;
import org.dl4jmot.core.freeze.UnsupportedNetworkException.Item;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

class ExportPlanTest {
  /** A layer that nobody but its author knows. */
  private static final class Halving extends SameDiffLambdaLayer {
    private static final long serialVersionUID = 1;

    @Override
    public SDVariable defineLayer(SameDiff sameDiff, SDVariable input) {
      return input.mul(0.5);
    }

    @Override
    public InputType getOutputType(int layer, InputType input) {
      return input;
    }
  }

  @Test
  void saysWhatBecomesOfEachLayerAndHowLargeTheFileIs() {
    EdgeExporter exporter = EdgeExporter.of(TrainedNetworks.convolutional());
    ExportPlan plan = exporter.plan();
    ExportReport report = exporter.export().report();
    assertEquals(OptionalLong.of(report.bytes()), plan.bytes());
    assertEquals(report.layers(), plan.layers());
    assertEquals("folded into conv1", plan.layers().get("bn1"));
    assertEquals("removed: does nothing at inference", plan.layers().get("drop1"));
    assertEquals("the form float computes in float32", plan.floats().get(0).reason());
    assertTrue(plan.delegates().get(0).isWhole(), plan::toText);
  }

  @Test
  void listsEveryUnsupportedLayerWithARemedy() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list(
                    new Halving(),
                    new DenseLayer.Builder().nOut(4).build(),
                    new Halving(),
                    new OutputLayer.Builder().nOut(2).build())
                .setInputType(InputType.feedForward(3))
                .build());
    EdgeExporter exporter = EdgeExporter.of(network, InputType.feedForward(3));
    ExportPlan plan = exporter.plan();

    assertFalse(plan.isExportable());
    assertEquals(OptionalLong.empty(), plan.bytes());
    assertEquals(List.of("layer0", "layer2"), plan.problems().stream().map(Item::name).toList());
    UnsupportedNetworkException thrown =
        assertThrows(UnsupportedNetworkException.class, exporter::export);
    assertEquals(thrown.items(), plan.problems());
    assertTrue(plan.toText().startsWith("float: no file\nCannot be exported\n"), plan::toText);
    JsonObject json = JsonParser.parseString(plan.toJson()).getAsJsonObject();
    assertFalse(json.get("exportable").getAsBoolean());
    assertEquals(2, json.getAsJsonArray("problems").size());
  }
}
