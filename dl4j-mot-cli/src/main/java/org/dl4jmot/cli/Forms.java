package org.dl4jmot.cli;

import java.util.List;
import java.util.Optional;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.ExportStage;
import org.dl4jmot.quantization.calibrate.CalibrationData;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.quantization.scheme.DynamicRange;
import org.dl4jmot.quantization.scheme.Float16;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.dl4jmot.runtime.tensor.DataType;

/** Forms as the library's stages. */
final class Forms {
  private final FormSettings settings;

  Forms(FormSettings settings) {
    this.settings = settings;
  }

  /**
   * The exporter that makes the form.
   *
   * @param data calibration data, if there is any
   */
  EdgeExporter made(EdgeExporter exporter, Optional<CalibrationData> data) {
    EdgeExporter quantizing = stage(data).map(exporter::quantize).orElse(exporter);
    return settings.batch() == FormSettings.Batch.DYNAMIC ? quantizing.dynamicBatch() : quantizing;
  }

  /** The stage of the form; empty for float32. */
  private Optional<ExportStage> stage(Optional<CalibrationData> data) {
    return switch (settings.mode()) {
      case FLOAT16 -> Optional.of(Float16.standard());
      case DYNAMIC -> Optional.of(dynamic());
      case INT8 -> Optional.of(integer(data));
      case INT16X8 -> Optional.of(integer(data));
      default -> Optional.empty();
    };
  }

  private DynamicRange dynamic() {
    DynamicRange stage = DynamicRange.standard();
    if (settings.dense().isPresent()) {
      stage = stage.withDenseWeights(settings.dense().get());
    }
    if (settings.minElements().isPresent()) {
      stage = stage.withMinElements(settings.minElements().getAsInt());
    }
    if (!settings.keepFloat().isEmpty()) {
      stage = stage.withFloatLayers(names(settings.keepFloat()));
    }
    if (!settings.keepFloatTypes().isEmpty()) {
      stage = stage.withFloatLayerTypes(names(settings.keepFloatTypes()));
    }
    return settings.keepFloatOps().isEmpty()
        ? stage
        : stage.withFloatOperations(names(settings.keepFloatOps()));
  }

  private FullInteger integer(Optional<CalibrationData> data) {
    FullInteger stage =
        data.map(FullInteger::calibratedBy).orElseGet(FullInteger::fromTrainedRanges);
    if (settings.mode() == Mode.INT16X8) {
      stage = stage.withActivations(DataType.INT16);
    }
    if (settings.reading().samples().isPresent()) {
      stage = stage.withSampleLimit(settings.reading().samples().getAsInt());
    }
    stage = stage.withBorder(settings.io().orElse(Border.FLOAT32));
    if (settings.dense().isPresent()) {
      stage = stage.withDenseWeights(settings.dense().get());
    }
    if (settings.minSqnr().isPresent()) {
      stage = stage.withSqnrAtLeast(settings.minSqnr().getAsDouble());
    }
    return keepingFloat(stage);
  }

  private FullInteger keepingFloat(FullInteger stage) {
    FullInteger kept = stage;
    if (!settings.keepFloat().isEmpty()) {
      kept = kept.withFloatLayers(names(settings.keepFloat()));
    }
    if (!settings.keepFloatTypes().isEmpty()) {
      kept = kept.withFloatLayerTypes(names(settings.keepFloatTypes()));
    }
    if (!settings.keepFloatOps().isEmpty()) {
      kept = kept.withFloatOperations(names(settings.keepFloatOps()));
    }
    return kept;
  }

  private static String[] names(List<String> names) {
    return names.toArray(new String[0]);
  }
}
