package org.dl4jmot.core.freeze.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;

/** All translators, found by the class of a configuration object. */
public final class Translators {
  private final Map<String, Translator<?>> byClass = new HashMap<>();

  private Translators(List<Translator<?>> translators) {
    for (Translator<?> translator : translators) {
      for (String name : translator.handles()) {
        if (byClass.putIfAbsent(name, translator) != null) {
          throw new IllegalArgumentException("two translators handle " + name);
        }
      }
    }
  }

  /**
   * The translators of everything the toolkit exports. Supporting one more means adding it here.
   */
  public static Translators standard() {
    return new Translators(
        List.of(
            new DenseTranslator(),
            new LossTranslator(),
            new ConvolutionTranslator(),
            new DepthwiseConvolutionTranslator(),
            new SeparableConvolutionTranslator(),
            new SubsamplingTranslator(),
            new GlobalPoolingTranslator(),
            new ZeroPaddingTranslator(),
            new BatchNormalizationTranslator(),
            new ActivationTranslator(),
            new DropoutTranslator(),
            new ElementWiseTranslator(),
            new MergeTranslator(),
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
            new PermutePreprocessorTranslator()));
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
        "Replace it by supported layers, or leave it to the code around the exported network");
  }
}
