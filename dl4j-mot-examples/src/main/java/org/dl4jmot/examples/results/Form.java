package org.dl4jmot.examples.results;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dl4jmot.core.export.ExportStage;
import org.dl4jmot.fashionmnist.ImageLayout;
import org.dl4jmot.fashionmnist.ImageSet;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.quantization.scheme.DynamicRange;
import org.dl4jmot.quantization.scheme.Float16;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What is exported of each stage. Integer files take and give int8, as the reference's do. */
enum Form {
  FLOAT(Stage.FLOAT),
  FLOAT16(Stage.FLOAT),
  DYNAMIC(Stage.FLOAT),
  INT8(Stage.FLOAT),
  INT8_PER_TENSOR(Stage.FLOAT),
  CONTROL_FLOAT(Stage.CONTROL),
  QAT_INT8(Stage.QAT),
  PRUNING_CONTROL_FLOAT(Stage.PRUNING_CONTROL),
  PRUNED80_FLOAT(Stage.PRUNED),
  PRUNED80_INT8(Stage.PRUNED),
  PRUNED80_QAT_INT8(Stage.PRUNED_QAT);

  private static final int CALIBRATION_IMAGES = 500;
  private static final int CALIBRATION_BATCH = 50;

  private final Stage stage;

  Form(Stage stage) {
    this.stage = stage;
  }

  static List<Form> of(Stage stage) {
    return Arrays.stream(values()).filter(form -> form.stage == stage).toList();
  }

  Stage stage() {
    return stage;
  }

  /** Name in file names and logs, such as {@code qat-int8}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether all computation is integer, so that runtimes can be compared byte by byte. */
  boolean isInteger() {
    return name().contains("INT8");
  }

  /** How the form is quantized; empty for float32. */
  Optional<ExportStage> scheme(ImageSet train) {
    return switch (this) {
      case FLOAT, CONTROL_FLOAT, PRUNING_CONTROL_FLOAT, PRUNED80_FLOAT -> Optional.empty();
      case FLOAT16 -> Optional.of(Float16.standard());
      case DYNAMIC -> Optional.of(DynamicRange.standard());
      case INT8, PRUNED80_INT8 -> Optional.of(calibrated(train));
      case INT8_PER_TENSOR ->
          Optional.of(calibrated(train).withConvolutionWeights(Granularity.PER_TENSOR));
      case QAT_INT8, PRUNED80_QAT_INT8 ->
          Optional.of(FullInteger.fromTrainedRanges().withBorder(Border.INT8));
    };
  }

  private static FullInteger calibrated(ImageSet train) {
    ImageSet images = train.first(Math.min(CALIBRATION_IMAGES, train.size()));
    Stream<INDArray> batches =
        IntStream.iterate(0, from -> from < images.size(), from -> from + CALIBRATION_BATCH)
            .mapToObj(
                from -> IntStream.range(from, Math.min(images.size(), from + CALIBRATION_BATCH)))
            .map(batch -> images.batch(ImageLayout.NCHW, batch.toArray()).getFeatures());
    return FullInteger.calibratedBy(batches).withBorder(Border.INT8);
  }
}
