package org.nd4j.nativeblas;

import org.dl4jmot.onednn.OneDnn;

/**
 * Answers the question Deeplearning4j asks before it uses a oneDNN helper.
 *
 * <p>{@code org.deeplearning4j.nn.layers.mkldnn.BaseMKLDNNHelper} of 1.0.0-M2.1 reflects on this
 * name, but nd4j-native moved its class to {@code org.nd4j.linalg.cpu.nativecpu.bindings} and
 * renamed the method: without this class the answer is always no.
 */
public final class Nd4jCpu {
  private Nd4jCpu() {}

  /** The native environment, as far as Deeplearning4j asks for it. */
  public static final class Environment {
    private static final Environment INSTANCE = new Environment();

    private final boolean useOneDnn = OneDnn.probe();

    private Environment() {}

    /**
     * The one environment of this process.
     *
     * @return the environment, probed at its first use
     */
    public static Environment getInstance() {
      return INSTANCE;
    }

    /**
     * Whether the loaded native library was built with oneDNN.
     *
     * @return true only where the helpers' operations really run on oneDNN
     */
    public boolean isUseMKLDNN() {
      return useOneDnn;
    }
  }
}
