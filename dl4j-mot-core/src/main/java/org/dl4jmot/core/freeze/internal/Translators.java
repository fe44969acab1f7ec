package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;

/** All translators, found by the class of a configuration object. */
public final class Translators {
  private final Map<String, Translator<?>> byClass = new HashMap<>();

  private Translators(List<Translator<?>> builtIn, List<Translator<?>> found) {
    builtIn.forEach(this::add);
    found.forEach(this::add);
  }

  private void add(Translator<?> translator) {
    for (String name : translator.handles()) {
      Translator<?> other = byClass.putIfAbsent(name, translator);
      if (other != null) {
        throw new IllegalStateException(
            "two translators handle "
                + name
                + ": "
                + other.getClass().getName()
                + " and "
                + translator.getClass().getName()
                + ". Remove one from META-INF/services/"
                + Translator.class.getName()
                + "; a built-in one cannot be replaced");
      }
    }
  }

  /**
   * The built-in translators and those that the class path provides.
   *
   * @throws IllegalStateException if two handle the same class, or a provided one cannot be loaded
   */
  public static Translators standard() {
    return with(provided());
  }

  /** The built-in translators and others. */
  static Translators with(List<Translator<?>> others) {
    return new Translators(builtIn(), others);
  }

  private static List<Translator<?>> provided() {
    List<Translator<?>> provided = new ArrayList<>();
    try {
      ServiceLoader.load(Translator.class).forEach(provided::add);
    } catch (ServiceConfigurationError e) {
      throw new IllegalStateException(
          "cannot load a translator of the class path: "
              + e.getMessage()
              + ". It must be a public class with a public constructor without parameters",
          e);
    }
    return provided;
  }

  /** What the toolkit itself exports. Supporting one more means adding its translator here. */
  private static List<Translator<?>> builtIn() {
    return List.of(
        new DenseTranslator(),
        new LossTranslator(),
        new ConvolutionTranslator(),
        new DepthwiseConvolutionTranslator(),
        new SeparableConvolutionTranslator(),
        new Convolution1dTranslator(),
        new DeconvolutionTranslator(),
        new LocallyConnectedTranslator(),
        new LocallyConnected1dTranslator(),
        new SubsamplingTranslator(),
        new Subsampling1dTranslator(),
        new UpsamplingTranslator(),
        new Upsampling1dTranslator(),
        new CroppingTranslator(),
        new Cropping1dTranslator(),
        new SpaceToDepthTranslator(),
        new SpaceToBatchTranslator(),
        new CnnLossTranslator(),
        new Cnn3dLossTranslator(),
        new ZeroPadding1dTranslator(),
        new GlobalPoolingTranslator(),
        new LocalResponseNormalizationTranslator(),
        new PReluTranslator(),
        new ElementWiseMultiplicationTranslator(),
        new ZeroPaddingTranslator(),
        new BatchNormalizationTranslator(),
        new ActivationTranslator(),
        new DropoutTranslator(),
        new MaskTranslator(),
        new ElementWiseTranslator(),
        new MergeTranslator(),
        new LstmTranslator(),
        new GravesBidirectionalLstmTranslator(),
        new SimpleRnnTranslator(),
        new BidirectionalTranslator(),
        new LastTimeStepTranslator(),
        new MaskZeroTranslator(),
        new TimeDistributedTranslator(),
        new RepeatVectorTranslator(),
        new RnnOutputTranslator(),
        new RnnLossTranslator(),
        new EmbeddingTranslator(),
        new EmbeddingSequenceTranslator(),
        new TimeSeriesVertexTranslator(),
        new ScaleTranslator(),
        new ShiftTranslator(),
        new SubsetTranslator(),
        new PoolHelperTranslator(),
        new ReshapeTranslator(),
        new StackTranslator(),
        new UnstackTranslator(),
        new L2Translator(),
        new L2NormalizeTranslator(),
        new FlatteningTranslator(),
        new UnflatteningTranslator(),
        new SequenceFlatteningTranslator(),
        new SequenceUnflatteningTranslator(),
        new FlattenedSequenceTranslator(),
        new ImagesToSequenceTranslator(),
        new SequenceToImagesTranslator(),
        new VolumeFlatteningTranslator(),
        new VolumeUnflatteningTranslator(),
        new ReshapePreprocessorTranslator(),
        new PermutePreprocessorTranslator(),
        new Convolution3DTranslator(),
        new Deconvolution3DTranslator(),
        new Subsampling3DTranslator(),
        new Upsampling3DTranslator(),
        new ZeroPadding3DTranslator(),
        new Cropping3DTranslator(),
        new AutoEncoderTranslator(),
        new VariationalAutoencoderTranslator(),
        new OneClassTranslator(),
        new Yolo2Translator(),
        new SelfAttentionTranslator(),
        new LearnedSelfAttentionTranslator(),
        new RecurrentAttentionTranslator(),
        new AttentionVertexTranslator(),
        new PrimaryCapsulesTranslator(),
        new CapsuleTranslator(),
        new CapsuleStrengthTranslator());
  }

  /** What handles a configuration object, bound to it; empty if nothing does. */
  public Optional<Translation> find(Object conf) {
    return Optional.ofNullable(byClass.get(conf.getClass().getName()))
        .map(translator -> bind(translator, conf));
  }

  private static <C> Translation bind(Translator<C> translator, Object conf) {
    return new Translation.Bound<>(translator, translator.type().cast(conf));
  }

  /** Why nothing handles a configuration object. */
  public static Problem unknown(Object conf) {
    return new Problem(
        "there is no translation for " + conf.getClass().getName(),
        "Replace it by supported layers, leave it to the code around the exported network, or"
            + " provide a "
            + Translator.class.getName()
            + " for it (docs/export.md)");
  }
}
