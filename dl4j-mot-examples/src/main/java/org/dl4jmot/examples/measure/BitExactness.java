package org.dl4jmot.examples.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dl4jmot.fashionmnist.ImageSet;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.litert.LiteRtTensor;
import org.dl4jmot.litert.LiteRtType;
import org.dl4jmot.runtime.Interpreter;

/**
 * How the pure-Java interpreter and LiteRT's built-in kernels differ on a file.
 *
 * @param images how many images ran through both
 * @param outputBytes differing bytes of the output over all images
 * @param tensorImages for how many of the images every int8 tensor was compared
 * @param tensors how many computed int8 tensors the file has
 * @param tensorBytes differing bytes of those tensors
 */
public record BitExactness(
    int images, long outputBytes, int tensorImages, int tensors, long tensorBytes) {
  /**
   * Runs images through both.
   *
   * @param tensorImages for how many of them all int8 tensors are compared
   */
  public static BitExactness of(byte[] file, ImageSet images, int tensorImages) {
    JavaClassifier java = new JavaClassifier(file);
    LiteRtOptions keeping = LiteRtOptions.builtIn().preservingAllTensors();
    try (LiteRtClassifier liteRt = new LiteRtClassifier(file, keeping)) {
      List<LiteRtTensor> tensors = integerTensors(liteRt.model());
      long outputBytes = 0;
      long tensorBytes = 0;
      for (int i = 0; i < images.size(); i++) {
        float[] image = images.image(i);
        outputBytes += differing(java.run(image), liteRt.run(image));
        if (i < tensorImages) {
          tensorBytes += differing(java.interpreter(), liteRt.model(), tensors);
        }
      }
      return new BitExactness(
          images.size(),
          outputBytes,
          Math.min(tensorImages, images.size()),
          tensors.size(),
          tensorBytes);
    }
  }

  private static List<LiteRtTensor> integerTensors(LiteRtModel model) {
    List<LiteRtTensor> tensors = new ArrayList<>();
    for (LiteRtTensor tensor : model.tensors()) {
      if (tensor.type() == LiteRtType.INT8 && !tensor.constant()) {
        tensors.add(tensor);
      }
    }
    return tensors;
  }

  private static long differing(Interpreter java, LiteRtModel liteRt, List<LiteRtTensor> tensors) {
    long sum = 0;
    for (LiteRtTensor tensor : tensors) {
      sum += differing(java.tensor(tensor.name()).toBytes(), liteRt.readBytes(tensor));
    }
    return sum;
  }

  private static long differing(byte[] one, byte[] other) {
    if (Arrays.equals(one, other)) {
      return 0;
    }
    long count = Math.abs(one.length - other.length);
    for (int i = 0; i < Math.min(one.length, other.length); i++) {
      count += one[i] == other[i] ? 0 : 1;
    }
    return count;
  }
}
