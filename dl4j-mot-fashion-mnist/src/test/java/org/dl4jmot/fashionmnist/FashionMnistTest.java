package org.dl4jmot.fashionmnist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FashionMnistTest {
  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte.gz";
  private static final String[] FILES = {
    TRAIN_IMAGES, TRAIN_LABELS, "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"
  };

  @TempDir Path directory;

  @Test
  void subsetHoldsAsManyImagesOfEveryClass() {
    FashionMnist subset = FashionMnist.subset();

    assertEquals(6_000, subset.train().size());
    assertEquals(2_000, subset.test().size());
    for (int label = 0; label < FashionMnist.CLASSES; label++) {
      assertEquals(600, count(subset.train(), label));
      assertEquals(200, count(subset.test(), label));
    }
  }

  @Test
  void subsetIsTheFirstOfEveryClassInTheFullSet() {
    assumeTrue(
        Files.isDirectory(FashionMnist.DEBIAN_DIRECTORY), "dataset-fashion-mnist is not installed");
    FashionMnist full = FashionMnist.from(FashionMnist.DEBIAN_DIRECTORY);
    assertEquals(60_000, full.train().size());
    assertEquals(10_000, full.test().size());

    assertFirstOfEveryClass(full.train(), FashionMnist.subset().train(), 600);
    assertFirstOfEveryClass(full.test(), FashionMnist.subset().test(), 200);
  }

  private static void assertFirstOfEveryClass(ImageSet full, ImageSet subset, int perClass) {
    int[] seen = new int[FashionMnist.CLASSES];
    int[] kept =
        IntStream.range(0, full.size()).filter(i -> seen[full.label(i)]++ < perClass).toArray();
    assertEquals(kept.length, subset.size());
    for (int i = 0; i < kept.length; i++) {
      assertEquals(full.label(kept[i]), subset.label(i));
      assertArrayEquals(full.image(kept[i]), subset.image(i));
    }
  }

  private static long count(ImageSet images, int label) {
    return IntStream.range(0, images.size()).filter(i -> images.label(i) == label).count();
  }

  @Test
  void missingDirectoryIsNamed() {
    Path none = directory.resolve("none");

    DataSetException e = assertThrows(DataSetException.class, () -> FashionMnist.from(none));

    assertTrue(e.getMessage().contains(none.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("no such directory"), e.getMessage());
  }

  @Test
  void everyMissingFileIsListed() {
    DataSetException e = assertThrows(DataSetException.class, () -> FashionMnist.from(directory));

    for (String name : FILES) {
      assertTrue(e.getMessage().contains(name + " is missing"), e.getMessage());
    }
  }

  @Test
  void directoryWithACopyOfTheSubsetIsRead() throws IOException {
    copySubset();

    assertEquals(6_000, FashionMnist.from(directory).train().size());
  }

  @Test
  void truncatedFileIsNamed() throws IOException {
    copySubset();
    Path file = directory.resolve(TRAIN_IMAGES);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 10_000));

    assertProblem(TRAIN_IMAGES);
  }

  @Test
  void fileThatIsNoGzipIsNamed() throws IOException {
    copySubset();
    Files.write(directory.resolve(TRAIN_LABELS), new byte[] {1, 2, 3});

    assertProblem(TRAIN_LABELS);
  }

  @Test
  void headerPromisingMoreThanTheFileHoldsIsAnErrorNotAnExhaustedMemory() throws IOException {
    copySubset();
    writeIdx(TRAIN_LABELS, 0x801, Integer.MAX_VALUE, new byte[] {1});

    assertProblem(TRAIN_LABELS + ": ends after 1 of 2147483647");
  }

  @Test
  void otherMagicNumberIsRefused() throws IOException {
    copySubset();
    writeIdx(TRAIN_LABELS, 0xd01, 1, new byte[] {1});

    assertProblem("begins with 0x00000d01");
  }

  @Test
  void fewerLabelsThanImagesAreRefused() throws IOException {
    copySubset();
    writeIdx(TRAIN_LABELS, 0x801, 2, new byte[] {1, 9});

    assertProblem("6000 images but 2 labels");
  }

  @Test
  void labelOutOfRangeIsRefused() throws IOException {
    copySubset();
    byte[] labels = new byte[6_000];
    labels[17] = 10;
    writeIdx(TRAIN_LABELS, 0x801, labels.length, labels);

    assertProblem("label 10 is not in 0..9");
  }

  private void assertProblem(String expected) {
    DataSetException e = assertThrows(DataSetException.class, () -> FashionMnist.from(directory));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }

  private void copySubset() throws IOException {
    for (String name : FILES) {
      try (InputStream in = FashionMnist.class.getResourceAsStream(name)) {
        Files.copy(in, directory.resolve(name));
      }
    }
  }

  private void writeIdx(String name, int magic, int count, byte[] elements) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(ByteBuffer.allocate(8).putInt(magic).putInt(count).array());
      out.write(elements);
    }
    Files.write(directory.resolve(name), bytes.toByteArray());
  }
}
