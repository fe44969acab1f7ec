package org.dl4jmot.examples.forms;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.quantization.calibrate.CalibrationData;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.quantization.scheme.DynamicRange;
import org.dl4jmot.quantization.scheme.Float16;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;

/**
 * A form to export, and the golden file of the same form where there is one.
 *
 * @param label name for people
 * @param converters name of the form among the golden files; empty where the converter made none
 * @param recipe makes the exporter
 */
record GoldenForm(
    String label, Optional<String> converters, Function<Ingredients, EdgeExporter> recipe) {
  /** All, in the order of the tables. */
  static final List<GoldenForm> ALL =
      List.of(
          of("float32", "float", form -> form.exporter()),
          of("float16", "float16", form -> form.exporter().quantize(Float16.standard())),
          of("dynamic range", "dynamic", form -> form.exporter().quantize(DynamicRange.standard())),
          of(
              "int8, dense weights per channel",
              "int8",
              form ->
                  form.exporter()
                      .quantize(
                          form.integer()
                              .withBorder(Border.INT8)
                              .withDenseWeights(Granularity.PER_CHANNEL))),
          of(
              "int8, all weights per tensor",
              "int8-per-tensor",
              form ->
                  form.exporter()
                      .quantize(
                          form.integer()
                              .withBorder(Border.INT8)
                              .withConvolutionWeights(Granularity.PER_TENSOR))),
          of(
              "16x8, float in and out",
              "16x8",
              form -> form.exporter().quantize(form.integer().withActivations(DataType.INT16))),
          of(
              "16x8, int16 in and out",
              form ->
                  form.exporter()
                      .quantize(
                          form.integer().withActivations(DataType.INT16).withBorder(Border.INT16))),
          of("int8, float in and out", form -> form.exporter().quantize(form.integer())),
          of(
              "int8, int8 in and out",
              form -> form.exporter().quantize(form.integer().withBorder(Border.INT8))),
          of(
              "int8, uint8 in and out",
              form -> form.exporter().quantize(form.integer().withBorder(Border.UINT8))),
          of(
              "int8, dense layers in float",
              form ->
                  form.exporter().quantize(form.integer().withFloatOperations("FULLY_CONNECTED"))),
          of(
              "int8, 40 dB at the outputs",
              form -> form.exporter().quantize(form.integer().withSqnrAtLeast(40))),
          of(
              "int8, dynamic batch",
              form ->
                  form.exporter().quantize(form.integer().withBorder(Border.INT8)).dynamicBatch()),
          of("float32, dynamic batch", form -> form.exporter().dynamicBatch()));

  /**
   * What a form is made of.
   *
   * @param exporter of the network
   * @param data calibration data
   */
  record Ingredients(EdgeExporter exporter, CalibrationData data) {
    FullInteger integer() {
      return FullInteger.calibratedBy(data);
    }
  }

  private static GoldenForm of(
      String label, String converters, Function<Ingredients, EdgeExporter> recipe) {
    return new GoldenForm(label, Optional.of(converters), recipe);
  }

  private static GoldenForm of(String label, Function<Ingredients, EdgeExporter> recipe) {
    return new GoldenForm(label, Optional.empty(), recipe);
  }

  EdgeExporter of(Ingredients ingredients) {
    return recipe.apply(ingredients);
  }

  @Override
  public String toString() {
    return label;
  }
}
