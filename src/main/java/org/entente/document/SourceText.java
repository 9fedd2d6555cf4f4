package org.entente.document;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.entente.expression.ExpressionFault;
import org.entente.json.JsonPointer;
import org.entente.json.Yaml.Place;

/// The text a document was read from: where its parts stand, down to a character of an expression.
final class SourceText {
  private final List<String> lines;
  private final Function<JsonPointer, Place> places;

  SourceText(String text, Function<JsonPointer, Place> places) {
    this.lines = text.lines().toList();
    this.places = places;
  }

  Place place(JsonPointer at) {
    return places.apply(at);
  }

  /// Where in the file the fault stands; the beginning of the expression when its scalar is folded
  /// or escaped, so that its characters do not stand in the file one for one.
  Place place(JsonPointer at, String expression, ExpressionFault fault) {
    var start = place(at);
    var line = line(start.line()).map(whole -> from(whole, start.column())).orElse("");
    var wanted = expression.lines().skip(fault.line() - 1L).findFirst().orElse("");
    if (line.startsWith("|")) {
      return line(start.line() + fault.line())
          .filter(text -> text.strip().equals(wanted.strip()))
          .map(
              text -> new Place(start.line() + fault.line(), text.indexOf(wanted) + fault.column()))
          .orElse(start);
    }
    if (fault.line() == 1 && line.startsWith(expression)) {
      return new Place(start.line(), start.column() + fault.column() - 1);
    }
    boolean quoted = line.startsWith("'") || line.startsWith("\"");
    if (fault.line() == 1 && quoted && from(line, 2).startsWith(expression)) {
      return new Place(start.line(), start.column() + fault.column());
    }
    return start;
  }

  private Optional<String> line(int number) {
    return number >= 1 && number <= lines.size()
        ? Optional.of(lines.get(number - 1))
        : Optional.empty();
  }

  private static String from(String line, int column) {
    return column <= line.length() ? line.substring(column - 1) : "";
  }
}
