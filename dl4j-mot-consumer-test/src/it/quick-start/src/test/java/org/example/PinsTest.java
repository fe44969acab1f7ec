package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** The versions that the BOM pins: one of each, and they work together. */
class PinsTest {
  private final List<String> jars =
      Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(path -> new File(path).getName())
          .filter(name -> name.endsWith(".jar"))
          .toList();

  @Test
  void deeplearning4jAndLiteRtRunInOneJvm() {
    assertEquals(6, Nd4j.arange(4).sumNumber().intValue());
    assertEquals("2.20.0", tensorflowlite.TfLiteVersion().getString());
  }

  @Test
  void javacppHasTheVersionThatLiteRtNeeds() {
    List<String> javacpp = jars.stream().filter(name -> name.startsWith("javacpp-")).toList();

    assertEquals(2, javacpp.size(), javacpp::toString);
    assertTrue(
        javacpp.stream().allMatch(name -> name.startsWith("javacpp-1.5.13")), javacpp::toString);
  }

  @Test
  void nativeBinariesComeForOnePlatformOnly() {
    List<String> nd4j = jars.stream().filter(name -> name.startsWith("nd4j-native-1")).toList();
    List<String> platforms = jars.stream().filter(name -> name.contains("-platform-1.")).toList();

    assertEquals(2, nd4j.size(), () -> "classes and one set of binaries: " + nd4j);
    assertEquals(List.of(), platforms);
  }

  @Test
  void theFinalJarsAreTested() {
    for (String module :
        List.of("runtime", "litert", "core", "quantization", "pruning", "onednn")) {
      assertEquals(
          1,
          jars.stream().filter(name -> name.startsWith("dl4j-mot-" + module + "-")).count(),
          module);
    }
  }

  @Test
  void noLoggingBackendComesAlong() {
    assertTrue(
        jars.stream().noneMatch(name -> name.startsWith("logback-") || name.startsWith("log4j-")),
        jars::toString);
  }
}
