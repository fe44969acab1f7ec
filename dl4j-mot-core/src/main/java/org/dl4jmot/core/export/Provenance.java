package org.dl4jmot.core.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tflite.FileMetadata;

/** What a file says of its making. */
final class Provenance {
  private static final String VERSION_RESOURCE = "version.properties";

  private Provenance() {}

  static Map<String, String> of(String parameterHash, String scheme, Map<String, String> recipe) {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("tool", "dl4j-mot " + toolVersion());
    entries.put("scheme", scheme);
    recipe.forEach((key, value) -> entries.put("recipe." + key, value));
    entries.put("parameters_sha256", parameterHash);
    return entries;
  }

  /** As one metadata entry of a file: each entry has its price in bytes. */
  static FileMetadata metadata(Map<String, String> provenance) {
    String text =
        provenance.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining("\n"));
    return new FileMetadata("", Map.of("dl4j-mot", text));
  }

  private static String toolVersion() {
    Properties properties = new Properties();
    try (InputStream stream = Provenance.class.getResourceAsStream(VERSION_RESOURCE)) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  /** SHA-256 over name and bytes of every constant of the frozen network, in its order. */
  static String parameterHash(Graph frozen) {
    MessageDigest digest = sha256();
    for (Tensor tensor : frozen.tensors()) {
      if (tensor.isConstant()) {
        byte[] name = tensor.name().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).order(ByteOrder.BIG_ENDIAN).putInt(0, name.length));
        digest.update(name);
        digest.update(tensor.requireData().bytes());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
