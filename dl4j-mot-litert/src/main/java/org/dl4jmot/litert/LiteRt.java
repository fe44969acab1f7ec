package org.dl4jmot.litert;

import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** Whether LiteRT can be used in this process, and which one it is. */
public final class LiteRt {
  private LiteRt() {}

  /**
   * Whether the classes of {@code org.bytedeco:tensorflow-lite} and its native library for this
   * platform can be loaded.
   */
  public static boolean isAvailable() {
    return unavailableReason().isEmpty();
  }

  /** Why LiteRT cannot be used here, and what to do; empty if it can. */
  public static Optional<String> unavailableReason() {
    return Loading.REASON;
  }

  /**
   * LiteRT's version, for example {@code 2.20.0}.
   *
   * @throws LiteRtException if LiteRT is not available
   */
  public static String version() {
    requireAvailable();
    return tensorflowlite.TfLiteVersion().getString();
  }

  static void requireAvailable() {
    unavailableReason()
        .ifPresent(
            reason -> {
              throw new LiteRtException(reason);
            });
  }

  /** Loads the library once, when first asked. */
  private static final class Loading {
    private static final Optional<String> REASON = load();

    private static Optional<String> load() {
      try {
        Loader.load(tensorflowlite.class);
        return Optional.empty();
      } catch (LinkageError e) {
        return Optional.of(
            "LiteRT is not available: put org.bytedeco:tensorflow-lite and org.bytedeco:javacpp,"
                + " each also with this platform's classifier, on the classpath ("
                + e
                + ")");
      }
    }
  }
}
