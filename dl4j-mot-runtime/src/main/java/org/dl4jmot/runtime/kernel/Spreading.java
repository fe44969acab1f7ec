package org.dl4jmot.runtime.kernel;

/**
 * The way of a transposed convolution over an image: each cell is spread over the cells of the
 * result that the filter reaches from it.
 */
final class Spreading {
  private final Sliding sliding;
  private final int depth;
  private final Products products;

  /** Adds the products of one cell of the image with the weights of one cell of the filter. */
  @FunctionalInterface
  interface Products {
    /**
     * Adds to one cell of the result.
     *
     * @param cell index of the image cell's first channel
     * @param weights index of the first weight, of [kH, kW, C, O]
     * @param target index of the result cell's first channel
     */
    void add(int cell, int weights, int target);
  }

  /**
   * Ways over images.
   *
   * @param sliding of the convolution whose transpose this is
   * @param depth channels of the image
   * @param products what is done with each pair of cells
   */
  Spreading(Sliding sliding, int depth, Products products) {
    this.sliding = sliding;
    this.depth = depth;
    this.products = products;
  }

  /** Goes over an image of the batch whose elements start at the index. */
  void image(int batch, int from) {
    int cell = from;
    for (int y = 0; y < sliding.outputHeight(); y++) {
      for (int x = 0; x < sliding.outputWidth(); x++) {
        cell(batch, y, x, cell);
        cell += depth;
      }
    }
  }

  private void cell(int batch, int y, int x, int cell) {
    for (int fy = 0; fy < sliding.filterHeight(); fy++) {
      int row = sliding.row(y, fy);
      for (int fx = 0; fx < sliding.filterWidth(); fx++) {
        int column = sliding.column(x, fx);
        if (sliding.isInside(row, column)) {
          int weights = (fy * sliding.filterWidth() + fx) * depth * sliding.inputChannels();
          products.add(cell, weights, sliding.cell(batch, row, column));
        }
      }
    }
  }
}
