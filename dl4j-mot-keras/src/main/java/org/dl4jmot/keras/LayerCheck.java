package org.dl4jmot.keras;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;
import org.deeplearning4j.nn.modelimport.keras.config.KerasLayerConfiguration;
import org.deeplearning4j.nn.modelimport.keras.config.KerasLayerConfigurationFactory;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasLayerUtils;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasModelUtils;
import org.dl4jmot.keras.internal.DepthwiseLayer;

/**
 * Asks Deeplearning4j about every layer, after an import failed: the import stops at the first
 * layer that it cannot do, and does not name it.
 */
final class LayerCheck {
  private final ModelConfig config;
  private final Map<String, KerasLayer> previous = new HashMap<>();

  LayerCheck(ModelConfig config) {
    this.config = config;
  }

  /** Every layer that cannot be imported, with the reason. */
  List<String> problems()
      throws IOException,
          InvalidKerasConfigurationException,
          UnsupportedKerasConfigurationException {
    KerasLayerConfiguration fields = KerasLayerConfigurationFactory.get(config.kerasVersion());
    List<String> problems = new ArrayList<>();
    for (JsonObject layer : config.layers()) {
      try {
        check(layer, fields);
      } catch (InvalidKerasConfigurationException | UnsupportedKerasConfigurationException e) {
        problems.add(
            layer.getAsJsonObject("config").get("name")
                + " ("
                + layer.get("class_name").getAsString()
                + "): "
                + e.getMessage());
      } catch (RuntimeException e) {
        // What a layer lacks because one before it was refused; the import tells if it is more.
      }
    }
    return problems;
  }

  private void check(JsonObject layer, KerasLayerConfiguration fields)
      throws IOException,
          InvalidKerasConfigurationException,
          UnsupportedKerasConfigurationException {
    Map<String, Object> map = KerasModelUtils.parseJsonString(layer.toString());
    map.put("keras_version", config.kerasVersion());
    config.backend().ifPresent(backend -> map.put("backend", backend));
    KerasLayer imported =
        KerasLayerUtils.getKerasLayerFromConfig(
            map,
            fields,
            Map.of(DepthwiseLayer.CLASS_NAME, DepthwiseLayer.class),
            Map.of(),
            previous);
    previous.put(imported.getLayerName(), imported);
  }
}
