package org.entente.terminal;

import java.util.ArrayList;
import java.util.List;
import org.entente.json.Shown;

/// Rows in aligned columns, for people:
///
///     PARTNER        COUNTRY  CONFIRMED
///     CERT Example   FR       yes
public final class Table {
  private static final int WIDEST = 90;

  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... titles) {
    row(titles);
  }

  /// Text from elsewhere is shown without control characters: a name must not move the cursor.
  public Table row(String... cells) {
    rows.add(List.of(cells).stream().map(Table::shown).toList());
    return this;
  }

  public static String shown(String text) {
    return Shown.text(text);
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (var row : rows) {
      var line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(row.get(column));
        line.append(" ".repeat(Math.max(0, width(column) - row.get(column).length()) + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return Math.min(
        WIDEST,
        rows.stream()
            .filter(row -> column < row.size())
            .mapToInt(row -> row.get(column).length())
            .max()
            .orElse(0));
  }
}
