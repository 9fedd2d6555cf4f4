package org.entente.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.entente.expression.ExpressionFault;
import org.entente.json.JsonPointer;
import org.entente.json.Yaml.Place;

/// Collects what is wrong with one document, so that an author hears everything at once.
final class Problems {
  /// Enough to work on; a hostile document could have millions.
  private static final int MOST = 200;

  private final SourceText source;
  private final List<AccordProblem> found = new ArrayList<>();

  Problems(SourceText source) {
    this.source = source;
  }

  void add(JsonPointer at, String message) {
    add(source.place(at), at, message);
  }

  /// A fault inside an expression, at its own place in the file where that can be known.
  void add(JsonPointer at, String expression, ExpressionFault fault) {
    add(source.place(at, expression, fault), at, fault.message());
  }

  private void add(Place place, JsonPointer at, String message) {
    if (found.size() < MOST) {
      found.add(new AccordProblem(place.line(), place.column(), at.toString(), message));
    }
  }

  /// Whether something at this place, or in what stands below it, is wrong.
  boolean within(JsonPointer at) {
    var place = at.toString();
    return found.stream()
        .map(AccordProblem::pointer)
        .anyMatch(pointer -> pointer.equals(place) || pointer.startsWith(place + "/"));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /// In the order of the file.
  List<AccordProblem> sorted() {
    return found.stream()
        .distinct()
        .sorted(
            Comparator.comparingInt(AccordProblem::line).thenComparingInt(AccordProblem::column))
        .toList();
  }
}
