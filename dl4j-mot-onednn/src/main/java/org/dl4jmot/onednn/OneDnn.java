package org.dl4jmot.onednn;

import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The switch for training on oneDNN.
 *
 * <p>Three things have to come together: this artifact on the class path, a native library that was
 * built with oneDNN (a classifier of nd4j-native with {@code -onednn} in its name), and
 * Deeplearning4j's layer helpers allowed, which they are not by default. {@link #enable()} does the
 * last; {@link #status()} says which one is missing.
 *
 * <p>Not for channels-last (NHWC) networks: the convolution helper of 1.0.0-M2.1 reads permuted
 * arrays with the wrong strides, so that trainings of one seed differ and now and then end in NaN.
 */
public final class OneDnn {
  /**
   * Deeplearning4j's system property: {@code "false"} allows layer helpers. It is read whenever a
   * layer is created, so it counts for networks initialized afterwards.
   */
  public static final String HELPERS_DISABLED_PROPERTY =
      "org.eclipse.deeplearning4j.helpers.disable";

  private static final Logger LOG = LoggerFactory.getLogger(OneDnn.class);

  /** How nd4j-native 1.0.0-M2.1 names oneDNN among its build options. */
  private static final String BUILD_OPTION = "HAVE_ONEDNN";

  private OneDnn() {}

  /**
   * Allows layer helpers for networks that are initialized from now on; the same as starting the
   * JVM with {@code -Dorg.eclipse.deeplearning4j.helpers.disable=false}. Where no oneDNN build is
   * loaded this changes nothing but the property: networks train without it, slower.
   *
   * @return what the next network will train on
   */
  public static OneDnnStatus enable() {
    System.setProperty(HELPERS_DISABLED_PROPERTY, "false");
    return status();
  }

  /**
   * Keeps networks that are initialized from now on off oneDNN. A network that already has its
   * helpers keeps them.
   *
   * @return what the next network will train on
   */
  public static OneDnnStatus disable() {
    System.setProperty(HELPERS_DISABLED_PROPERTY, "true");
    return status();
  }

  /**
   * Says whether a network initialized now trains on oneDNN, and if not, why and what to do. Loads
   * ND4J's backend.
   *
   * @return the status
   */
  public static OneDnnStatus status() {
    // Deeplearning4j takes an absent property for "true".
    boolean disabled = Boolean.parseBoolean(System.getProperty(HELPERS_DISABLED_PROPERTY, "true"));
    if (!isBuiltWithOneDnn(backendBuild())) {
      return OneDnnStatus.NOT_BUILT_IN;
    }
    if (disabled) {
      return OneDnnStatus.HELPERS_DISABLED;
    }
    return Nd4j.getEnvironment().helpersAllowed()
        ? OneDnnStatus.ACTIVE
        : OneDnnStatus.NATIVE_HELPERS_OFF;
  }

  /**
   * Whether the loaded native library has oneDNN; logs the outcome. Called once per process, by the
   * class that Deeplearning4j asks.
   *
   * @return true if operations can run on oneDNN
   */
  public static boolean probe() {
    boolean built = isBuiltWithOneDnn(backendBuild());
    if (built) {
      LOG.info("Deeplearning4j's layer helpers run on oneDNN");
    } else {
      LOG.info("{}", OneDnnStatus.NOT_BUILT_IN.message());
    }
    return built;
  }

  /** The build options, one a line; the environment must exist before the backend can be asked. */
  private static String backendBuild() {
    Nd4j.getExecutioner();
    return Nd4j.getBackend().buildInfo();
  }

  static boolean isBuiltWithOneDnn(String buildInfo) {
    return buildInfo.lines().map(String::strip).anyMatch(BUILD_OPTION::equals);
  }
}
