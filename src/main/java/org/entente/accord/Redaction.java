package org.entente.accord;

import java.util.List;
import java.util.Optional;
import org.entente.expression.Words;
import org.entente.json.JsonPointer;

/// Something a require takes out of an object before it goes (accord.md §9).
public sealed interface Redaction {

  /// A redaction that needs no more than its name.
  enum Named implements Redaction {
    /// References to identities, authors, contact information, and embedded persons and
    /// organisations. Names that stand in free text are not reached.
    IDENTITIES,
    CREATED_BY,
    EXTERNAL_REFERENCES,
    DESCRIPTION,
    /// Properties and extensions that the standard does not define.
    CUSTOM,
    OBSERVED_COUNTS,
    /// What carries a granular marking above the ceiling.
    GRANULAR;

    @Override
    public String word() {
      return Words.of(this);
    }
  }

  /// `time:hour`: every timestamp cut down to this unit.
  record Time(Unit unit) implements Redaction {
    public enum Unit {
      HOUR,
      DAY,
      MONTH
    }

    @Override
    public String word() {
      return "time:" + Words.of(unit);
    }
  }

  /// `paths: [/external_references/0, …]`
  record Paths(List<JsonPointer> pointers) implements Redaction {
    public Paths {
      pointers = List.copyOf(pointers);
    }

    @Override
    public String word() {
      return "paths:" + String.join(",", pointers.stream().map(JsonPointer::toString).toList());
    }
  }

  /// As people read it and as headers list it: `created-by`, `time:hour`, `paths:/a,/b`.
  String word();

  /// Reads the forms that are one word; paths have their own form.
  static Optional<Redaction> named(String word) {
    if (word.startsWith("time:")) {
      return Words.read(Time.Unit.class, word.substring("time:".length())).map(Time::new);
    }
    return Words.read(Named.class, word).map(named -> named);
  }
}
