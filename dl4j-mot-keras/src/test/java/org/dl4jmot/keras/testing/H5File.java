package org.dl4jmot.keras.testing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.hdf5.Attribute;
import org.bytedeco.hdf5.DataSet;
import org.bytedeco.hdf5.DataSpace;
import org.bytedeco.hdf5.DataType;
import org.bytedeco.hdf5.Group;
import org.bytedeco.hdf5.H5Object;
import org.bytedeco.hdf5.PredType;
import org.bytedeco.hdf5.StrType;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/** Writes {@code .h5} files laid out as Keras 2 lays out a whole model. */
public final class H5File {
  private H5File() {}

  /** Writes a model of the Keras version whose output Deeplearning4j reads. */
  public static void write(Path file, String config, Map<String, List<H5Weight>> weights) {
    write(file, "2.15.0", config, weights);
  }

  /** Writes a model of a Keras version. */
  public static void write(
      Path file, String version, String config, Map<String, List<H5Weight>> weights) {
    try (var h5 = new org.bytedeco.hdf5.H5File(file.toString(), hdf5.H5F_ACC_TRUNC())) {
      attribute(h5, "keras_version", version);
      attribute(h5, "backend", "tensorflow");
      attribute(h5, "model_config", config);
      try (Group root = h5.createGroup("model_weights")) {
        weights.forEach((layer, values) -> layer(root, layer, values));
      }
      h5._close();
    }
  }

  private static void layer(Group root, String name, List<H5Weight> weights) {
    try (Group group = root.createGroup(name)) {
      attribute(
          group, "weight_names", String.join("", weights.stream().map(H5Weight::name).toList()));
      String path = "";
      String first = weights.get(0).name();
      for (String part : first.substring(0, first.lastIndexOf('/')).split("/", -1)) {
        path += (path.isEmpty() ? "" : "/") + part;
        group.createGroup(path).close();
      }
      weights.forEach(weight -> weight(group, weight));
    }
  }

  private static void weight(Group group, H5Weight weight) {
    try (DataSpace space = new DataSpace(weight.shape().length, weight.shape());
        DataType type = new DataType(PredType.NATIVE_FLOAT());
        DataSet set = group.createDataSet(weight.name(), type, space);
        FloatPointer values = new FloatPointer(weight.values())) {
      set.write(values, type);
    }
  }

  private static void attribute(H5Object object, String name, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    try (StrType type = new StrType(PredType.C_S1(), bytes.length);
        DataSpace scalar = new DataSpace(hdf5.H5S_SCALAR);
        Attribute attribute = object.createAttribute(name, type, scalar);
        BytePointer pointer = new BytePointer(bytes)) {
      attribute.write(type, pointer);
    }
  }
}
