package org.dl4jmot.examples.results;

import java.util.List;

/** The rows of docs/results.md with tfmot's figures: TensorFlow 2.21, tfmot 0.8.1, LiteRT 2.21. */
final class Rows {
  private Rows() {}

  /** Accuracy and agreement, in percent. */
  static List<Row> accuracy() {
    return List.of(
        new Row(
            "float, 5 epochs",
            Form.FLOAT,
            Measurement::networkPercent,
            2,
            "90.04 ± 0.12",
            "87.85 ± 0.97"),
        new Row("float16 in LiteRT", Form.FLOAT16, Measurement::liteRtPercent, 2, "90.04", "87.85"),
        new Row("dynamic in LiteRT", Form.DYNAMIC, Measurement::liteRtPercent, 2, "90.00", "87.85"),
        new Row("PTQ int8 in LiteRT", Form.INT8, Measurement::liteRtPercent, 2, "90.02", "87.81"),
        new Row(
            "PTQ int8, convolutions per tensor",
            Form.INT8_PER_TENSOR,
            Measurement::liteRtPercent,
            2,
            "89.95",
            "87.80"),
        new Row(
            "PTQ int8 minus float, points",
            Form.INT8,
            Measurement::gainPoints,
            2,
            "−0.01 ± 0.12",
            "−0.04 ± 0.12"),
        new Row(
            "agreement float network / PTQ int8",
            Form.INT8,
            Measurement::agreementPercent,
            2,
            "99.37",
            "99.19"),
        new Row(
            "QAT control (float + 1 epoch)",
            Form.CONTROL_FLOAT,
            Measurement::networkPercent,
            2,
            "91.09 ± 0.16",
            "90.11 ± 0.33"),
        new Row(
            "QAT int8 in LiteRT",
            Form.QAT_INT8,
            Measurement::liteRtPercent,
            2,
            "91.07 ± 0.12",
            "90.07 ± 0.22"),
        new Row(
            "agreement fake-quantized network / LiteRT int8",
            Form.QAT_INT8,
            Measurement::agreementPercent,
            2,
            "99.97 ± 0.03",
            "99.65 ± 0.05"),
        new Row(
            "mean abs softmax difference × 1000, the same pair",
            Form.QAT_INT8,
            Measurement::meanDifferenceThousandths,
            2,
            "0.46",
            "1.0"),
        new Row(
            "pruning control (float + 2 epochs)",
            Form.PRUNING_CONTROL_FLOAT,
            Measurement::networkPercent,
            2,
            "90.21 ± 0.64",
            "89.20 ± 0.42"),
        new Row(
            "pruned 80 %",
            Form.PRUNED80_FLOAT, Measurement::networkPercent, 2, "89.30 ± 0.48", "85.93 ± 0.78"),
        new Row(
            "sparsity of its kernels",
            Form.PRUNED80_FLOAT,
            Measurement::sparsityPercent,
            2,
            "80",
            "80"),
        new Row(
            "pruned 80 % + QAT, int8 in LiteRT",
            Form.PRUNED80_QAT_INT8, Measurement::liteRtPercent, 2, "89.97 ± 0.07", "87.62 ± 0.16"),
        new Row(
            "sparsity of its kernels",
            Form.PRUNED80_QAT_INT8,
            Measurement::sparsityPercent,
            2,
            "80",
            "80"));
  }

  /** File sizes in bytes. */
  static List<Row> sizes() {
    return List.of(
        new Row("float", Form.FLOAT, Measurement::bytes, 0, "865040", "148784"),
        new Row("float, gzip", Form.FLOAT, Measurement::gzipBytes, 0, "798983", "134171"),
        new Row("float16", Form.FLOAT16, Measurement::bytes, 0, "435592", "80936"),
        new Row("float16, gzip", Form.FLOAT16, Measurement::gzipBytes, 0, "396248", "68841"),
        new Row("dynamic", Form.DYNAMIC, Measurement::bytes, 0, "222848", "55824"),
        new Row("dynamic, gzip", Form.DYNAMIC, Measurement::gzipBytes, 0, "210750", "45776"),
        new Row("int8", Form.INT8, Measurement::bytes, 0, "224440", "62224"),
        new Row(
            "int8, convolutions per tensor",
            Form.INT8_PER_TENSOR,
            Measurement::bytes,
            0,
            "220080",
            "45296"),
        new Row("QAT int8", Form.QAT_INT8, Measurement::bytes, 0, "222040", "63496"),
        new Row(
            "pruned 80 % int8, gzip",
            Form.PRUNED80_INT8, Measurement::gzipBytes, 0, "75761", "24116"),
        new Row(
            "pruned 80 % + QAT, gzip",
            Form.PRUNED80_QAT_INT8, Measurement::gzipBytes, 0, "68335", "24102"));
  }
}
