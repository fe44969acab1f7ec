package org.dl4jmot.fashionmnist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

class ImageSetTest {
  private static final ImageSet IMAGES = FashionMnist.subset().test().first(50);

  @Test
  void batchHoldsPixelsBetweenZeroAndOneAndOneHotLabels() {
    DataSet batch = IMAGES.batch(ImageLayout.NCHW, 3, 4);

    assertArrayEquals(new long[] {2, 1, 28, 28}, batch.getFeatures().shape());
    assertEquals(0, batch.getFeatures().minNumber().floatValue());
    assertEquals(1, batch.getFeatures().maxNumber().floatValue(), 0.1);
    assertArrayEquals(IMAGES.image(4), batch.getFeatures().slice(1).dup('c').data().asFloat());
    assertEquals(1, batch.getLabels().getFloat(1, IMAGES.label(4)));
    assertEquals(2, batch.getLabels().sumNumber().intValue());
  }

  @Test
  void nhwcHasTheChannelLast() {
    INDArray nhwc = IMAGES.batch(ImageLayout.NHWC, 0).getFeatures();

    assertArrayEquals(new long[] {1, 28, 28, 1}, nhwc.shape());
  }

  @Test
  void lastBatchHoldsTheRest() {
    DataSetIterator iterator = IMAGES.inOrder(ImageLayout.NCHW, 32);

    assertEquals(32, iterator.next().numExamples());
    assertEquals(18, iterator.next().numExamples());
    assertFalse(iterator.hasNext());
    assertThrows(NoSuchElementException.class, iterator::next);
  }

  @Test
  void sameSeedGivesTheSamePassesAndEveryPassAnotherOrder() {
    DataSetIterator one = IMAGES.shuffled(ImageLayout.NCHW, 16, 7);
    DataSetIterator other = IMAGES.shuffled(ImageLayout.NCHW, 16, 7);

    List<Integer> first = pass(one);
    List<Integer> second = pass(one);

    assertEquals(first, pass(other));
    assertEquals(second, pass(other));
    assertNotEquals(first, second);
    assertNotEquals(first, pass(IMAGES.shuffled(ImageLayout.NCHW, 16, 8)));
  }

  @Test
  void shufflingLosesNoImage() {
    List<Integer> shuffled = pass(IMAGES.shuffled(ImageLayout.NCHW, 16, 7));
    List<Integer> stored = pass(IMAGES.inOrder(ImageLayout.NCHW, 16));

    assertEquals(stored.stream().sorted().toList(), shuffled.stream().sorted().toList());
  }

  @Test
  void resettingAFreshIteratorKeepsItsFirstPass() {
    DataSetIterator reset = IMAGES.shuffled(ImageLayout.NCHW, 16, 7);
    reset.reset();

    assertEquals(pass(IMAGES.shuffled(ImageLayout.NCHW, 16, 7)), pass(reset));
  }

  /** Hashes of the images of a pass, in its order. */
  private static List<Integer> pass(DataSetIterator iterator) {
    iterator.reset();
    List<Integer> seen = new ArrayList<>();
    while (iterator.hasNext()) {
      INDArray features = iterator.next().getFeatures();
      for (int i = 0; i < features.size(0); i++) {
        seen.add(java.util.Arrays.hashCode(features.slice(i).dup('c').data().asFloat()));
      }
    }
    return seen;
  }

  @Test
  void askingForMoreImagesThanThereAreSaysHowManyThereAre() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> IMAGES.first(51));
    assertEquals("can take 1 to 50 images of this set, not 51", e.getMessage());
  }

  @Test
  void emptyBatchSizeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> IMAGES.inOrder(ImageLayout.NCHW, 0));
  }
}
