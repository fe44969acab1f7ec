package org.dl4jmot.cli.data;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the values 0 to 255 go.
 *
 * @param low what 0 becomes
 * @param high what 255 becomes
 */
public record PixelRange(float low, float high) {
  private static final Pattern FORM =
      Pattern.compile("(-?\\d+(?:\\.\\d+)?)\\.\\.(-?\\d+(?:\\.\\d+)?)");

  /** The largest value of a pixel. */
  public static final float MOST = 255;

  /** Reads {@code low..high}, such as {@code 0..1} or {@code -1..1}; empty if it is not that. */
  public static Optional<PixelRange> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    float low = Float.parseFloat(matcher.group(1));
    float high = Float.parseFloat(matcher.group(2));
    return low < high ? Optional.of(new PixelRange(low, high)) : Optional.empty();
  }

  float of(float value) {
    return value / MOST * (high - low) + low;
  }
}
