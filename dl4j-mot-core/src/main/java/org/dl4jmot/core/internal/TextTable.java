package org.dl4jmot.core.internal;

import java.util.ArrayList;
import java.util.List;

/** A table of plain text: two spaces in front of a row, two between its columns. */
public final class TextTable {
  private static final String GAP = "  ";

  private final int leftColumns;
  private final List<String[]> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param leftColumns how many columns are aligned to the left; the others, numbers, to the right
   */
  public TextTable(int leftColumns) {
    this.leftColumns = leftColumns;
  }

  /** Adds a row of as many cells as the others have. */
  public TextTable row(String... cells) {
    rows.add(cells.clone());
    return this;
  }

  /** The rows, each with a line end. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    int[] widths = widths();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.length; column++) {
        String fill = " ".repeat(widths[column] - row[column].length());
        line.append(GAP).append(column < leftColumns ? row[column] + fill : fill + row[column]);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int[] widths() {
    int[] widths = new int[rows.isEmpty() ? 0 : rows.get(0).length];
    for (String[] row : rows) {
      for (int column = 0; column < row.length; column++) {
        widths[column] = Math.max(widths[column], row[column].length());
      }
    }
    return widths;
  }
}
