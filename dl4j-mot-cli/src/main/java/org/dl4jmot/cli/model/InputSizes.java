package org.dl4jmot.cli.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;

/**
 * Sizes of a network's inputs as a user gives them, channels last: {@code 4} for vectors, {@code
 * 20,8} for sequences of 20 steps, {@code 28,28,1} for images, {@code 8,16,16,3} for volumes.
 */
public final class InputSizes {
  private static final Pattern FORM = Pattern.compile("[1-9]\\d{0,8}(,[1-9]\\d{0,8}){0,3}");

  private InputSizes() {}

  /** Whether a text has the form. */
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * Input types for a network, in the data formats its layers have.
   *
   * @param sizes valid texts, one per input
   * @param configuration the network's configuration as JSON
   */
  static InputType[] types(List<String> sizes, String configuration) {
    return sizes.stream().map(text -> type(parse(text), configuration)).toArray(InputType[]::new);
  }

  private static List<Long> parse(String text) {
    List<Long> sizes = new ArrayList<>();
    for (String size : text.split(",", -1)) {
      sizes.add(Long.valueOf(size));
    }
    return sizes;
  }

  private static InputType type(List<Long> size, String configuration) {
    return switch (size.size()) {
      case 1 -> InputType.feedForward(size.get(0));
      case 2 ->
          InputType.recurrent(
              size.get(1),
              size.get(0),
              names(configuration, "NWC") ? RNNFormat.NWC : RNNFormat.NCW);
      case 3 ->
          InputType.convolutional(
              size.get(0),
              size.get(1),
              size.get(2),
              names(configuration, "NHWC") ? CNN2DFormat.NHWC : CNN2DFormat.NCHW);
      default ->
          InputType.convolutional3D(
              names(configuration, "NDHWC")
                  ? Convolution3D.DataFormat.NDHWC
                  : Convolution3D.DataFormat.NCDHW,
              size.get(0),
              size.get(1),
              size.get(2),
              size.get(3));
    };
  }

  private static boolean names(String configuration, String format) {
    return configuration.contains('"' + format + '"');
  }
}
