package org.entente.accord;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.stix.Tlp;

/// One clause of an accord, of one of four kinds (accord.md §6). Its expression is CEL text here;
/// [CompiledAccord] holds it compiled.
public sealed interface Clause {
  /// `"2.4"`, unique in the accord.
  String id();

  Texts text();

  /// A clause with an expression, so one that decides something.
  sealed interface Deciding extends Clause {
    String expression();
  }

  /// Selects what may go in the pillar of its article, at this level and above.
  ///
  /// @param from identity ids of the releasing parties; all parties when the document names none
  /// @param to identity ids of the receiving parties, likewise
  record Permit(
      String id,
      Texts text,
      Pillar pillar,
      Level level,
      Set<String> from,
      Set<String> to,
      String expression,
      Tlp ceiling,
      Optional<RefsRule> refs,
      Handling handling)
      implements Deciding {
    public Permit {
      from = Set.copyOf(from);
      to = Set.copyOf(to);
    }
  }

  /// A forbid or a require: it binds at every level, and in every pillar unless it names some
  /// (**Forbids never sleep**).
  sealed interface Restriction extends Deciding {
    /// All four unless the document names some.
    Set<Pillar> pillars();
  }

  /// Withholds what matches.
  record Forbid(String id, Texts text, Set<Pillar> pillars, String expression)
      implements Restriction {
    public Forbid {
      pillars = Set.copyOf(pillars);
    }
  }

  /// Adds conditions to whatever matches.
  record Require(
      String id,
      Texts text,
      Set<Pillar> pillars,
      String expression,
      Approval approval,
      List<Redaction> redact,
      Handling handling)
      implements Restriction {
    public Require {
      pillars = Set.copyOf(pillars);
      redact = List.copyOf(redact);
    }
  }

  /// Text that binds people and decides nothing.
  record Undertaking(String id, Texts text) implements Clause {}
}
