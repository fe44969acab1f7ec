package org.dl4jmot.cli;

import java.util.List;

/** Rows of plain text: the first column to the left, numbers to the right. */
final class Table {
  private Table() {}

  /**
   * Lays rows out.
   *
   * @param rows equally many cells each, the first row is the heading
   */
  static String of(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(" ");
      for (int column = 0; column < row.size(); column++) {
        int cell = column;
        int width = rows.stream().mapToInt(other -> other.get(cell).length()).max().orElse(0);
        String fill = " ".repeat(width - row.get(column).length());
        line.append(column == 0 ? " " : "  ")
            .append(column == 0 ? row.get(column) + fill : fill + row.get(column));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
