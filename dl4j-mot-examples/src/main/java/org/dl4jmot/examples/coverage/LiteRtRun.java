package org.dl4jmot.examples.coverage;

import java.nio.ByteBuffer;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;

/** Runs a file with float inputs and outputs in the real LiteRT. */
final class LiteRtRun implements AutoCloseable {
  private final LiteRtModel model;

  LiteRtRun(ByteBuffer file) {
    model = LiteRtModel.open(file, LiteRtOptions.builtIn());
  }

  /**
   * Runs one sample.
   *
   * @return the outputs, in the file's order and layout
   */
  float[][] run(float[][] inputs) {
    for (int i = 0; i < inputs.length; i++) {
      model.setInput(model.inputs().get(i), inputs[i]);
    }
    model.invoke();
    return model.outputs().stream().map(model::readFloats).toArray(float[][]::new);
  }

  @Override
  public void close() {
    model.close();
  }
}
