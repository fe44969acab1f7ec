package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import org.tensorflow.lite.support.metadata.schema.AssociatedFile;
import org.tensorflow.lite.support.metadata.schema.AssociatedFileType;
import org.tensorflow.lite.support.metadata.schema.ColorSpaceType;
import org.tensorflow.lite.support.metadata.schema.Content;
import org.tensorflow.lite.support.metadata.schema.ContentProperties;
import org.tensorflow.lite.support.metadata.schema.FeatureProperties;
import org.tensorflow.lite.support.metadata.schema.ImageProperties;
import org.tensorflow.lite.support.metadata.schema.ModelMetadata;
import org.tensorflow.lite.support.metadata.schema.NormalizationOptions;
import org.tensorflow.lite.support.metadata.schema.ProcessUnit;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitOptions;
import org.tensorflow.lite.support.metadata.schema.Stats;
import org.tensorflow.lite.support.metadata.schema.SubGraphMetadata;
import org.tensorflow.lite.support.metadata.schema.TensorMetadata;

/** Writes the flatbuffer that holds a {@link ModelCard}. */
final class CardAssembly {
  /** Name of the metadata entry that holds it. */
  static final String ENTRY = "TFLITE_METADATA";

  /** First version of a parser that reads what is written here. */
  private static final String MIN_PARSER_VERSION = "1.0.0";

  private final FlatBufferBuilder builder = new FlatBufferBuilder(1024);

  private CardAssembly() {}

  static byte[] bytes(ModelCard card) {
    return new CardAssembly().assemble(card);
  }

  /** Name of the file with the labels of an output. */
  static String labelFile(int output) {
    return output == 0 ? "labels.txt" : "labels_" + output + ".txt";
  }

  private byte[] assemble(ModelCard card) {
    int subgraph = subgraph(card);
    int subgraphs = ModelMetadata.createSubgraphMetadataVector(builder, new int[] {subgraph});
    int name = text(card.name());
    int description = text(card.description());
    int author = text(card.author());
    int license = text(card.license());
    int parser = builder.createString(MIN_PARSER_VERSION);
    ModelMetadata.finishModelMetadataBuffer(
        builder,
        ModelMetadata.createModelMetadata(
            builder, name, description, 0, subgraphs, author, license, 0, parser));
    return builder.sizedByteArray();
  }

  private int subgraph(ModelCard card) {
    int[] inputs = new int[card.inputs().size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = port(card.inputs().get(i), 0);
    }
    int[] outputs = new int[card.outputs().size()];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = port(card.outputs().get(i), i);
    }
    int inputVector = SubGraphMetadata.createInputTensorMetadataVector(builder, inputs);
    int outputVector = SubGraphMetadata.createOutputTensorMetadataVector(builder, outputs);
    SubGraphMetadata.startSubGraphMetadata(builder);
    SubGraphMetadata.addInputTensorMetadata(builder, inputVector);
    SubGraphMetadata.addOutputTensorMetadata(builder, outputVector);
    return SubGraphMetadata.endSubGraphMetadata(builder);
  }

  private int port(PortCard port, int index) {
    int name = text(port.name());
    int content = content(port.content());
    int units = port.normalization().map(this::units).orElse(0);
    int stats = port.range().map(this::stats).orElse(0);
    int files = port.labels().isEmpty() ? 0 : files(index);
    return TensorMetadata.createTensorMetadata(builder, name, 0, 0, content, units, stats, files);
  }

  private int content(PortCard.Content content) {
    return switch (content) {
      case FEATURE -> {
        FeatureProperties.startFeatureProperties(builder);
        int properties = FeatureProperties.endFeatureProperties(builder);
        yield Content.createContent(builder, ContentProperties.FeatureProperties, properties, 0);
      }
      case RGB_IMAGE -> image(ColorSpaceType.RGB);
      case GRAYSCALE_IMAGE -> image(ColorSpaceType.GRAYSCALE);
    };
  }

  private int image(byte colors) {
    int properties = ImageProperties.createImageProperties(builder, colors, 0);
    return Content.createContent(builder, ContentProperties.ImageProperties, properties, 0);
  }

  private int units(PortCard.Normalization normalization) {
    int mean = NormalizationOptions.createMeanVector(builder, floats(normalization.mean()));
    int std = NormalizationOptions.createStdVector(builder, floats(normalization.std()));
    int options = NormalizationOptions.createNormalizationOptions(builder, mean, std);
    int unit =
        ProcessUnit.createProcessUnit(builder, ProcessUnitOptions.NormalizationOptions, options);
    return TensorMetadata.createProcessUnitsVector(builder, new int[] {unit});
  }

  private int stats(PortCard.Range range) {
    int max = Stats.createMaxVector(builder, new float[] {range.max()});
    int min = Stats.createMinVector(builder, new float[] {range.min()});
    return Stats.createStats(builder, max, min);
  }

  private int files(int output) {
    int name = builder.createString(labelFile(output));
    int file =
        AssociatedFile.createAssociatedFile(
            builder, name, 0, AssociatedFileType.TENSOR_AXIS_LABELS, 0, 0);
    return TensorMetadata.createAssociatedFilesVector(builder, new int[] {file});
  }

  private int text(String text) {
    return text.isEmpty() ? 0 : builder.createString(text);
  }

  private static float[] floats(List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }
}
