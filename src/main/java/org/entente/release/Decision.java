package org.entente.release;

import java.util.List;
import org.entente.redaction.MadeCopy;
import org.entente.redaction.Redacted;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;

/// Whether an object may leave this node, in what form, and under which clause (accord.md §8). One
/// record serves *why*, preview, ledger and receipt: the steps tell all that was looked at, in
/// order, and [Explanation] says them in the reader's language.
public sealed interface Decision {
  List<Step> steps();

  /// The bytes go as they are.
  record Release(Basis basis, ReleaseHeader header, List<Step> steps) implements Decision {
    public Release {
      steps = List.copyOf(steps);
    }
  }

  /// A copy goes, under its own id. When the copy's content is that of the last one, `copy` is that
  /// very object again, byte for byte.
  ///
  /// @param made to be kept with the release; see [MadeCopy]
  record Redact(
      Basis basis,
      ReleaseHeader header,
      StixObject copy,
      MadeCopy made,
      List<Redacted> removed,
      List<Step> steps)
      implements Decision {
    public Redact {
      removed = List.copyOf(removed);
      steps = List.copyOf(steps);
    }
  }

  /// It may go once what it waits for has happened.
  record Hold(Basis basis, Wait waitsFor, List<Step> steps) implements Decision {
    public Hold {
      steps = List.copyOf(steps);
    }
  }

  /// It does not go.
  ///
  /// @param reason the step that withheld
  /// @param liveCopy the partner holds another version: raise the task "recall?"
  record Withhold(Step reason, boolean liveCopy, List<Step> steps) implements Decision {
    public Withhold {
      steps = List.copyOf(steps);
    }
  }

  /// The partner has it from elsewhere; nothing was decided.
  record AlreadyTheirs(List<Step> steps) implements Decision {
    public AlreadyTheirs {
      steps = List.copyOf(steps);
    }
  }

  /// What a held object waits for.
  sealed interface Wait {
    /// In the officers' queue.
    record ForOfficers(Wanted wanted) implements Wait {}

    /// Until this object, which waits itself, has been decided.
    record ForObject(StixId id) implements Wait {}
  }

  default Outcome outcome() {
    return switch (this) {
      case Release _ -> Outcome.RELEASED;
      case Redact _ -> Outcome.REDACTED;
      case Hold _ -> Outcome.HELD;
      case Withhold _ -> Outcome.WITHHELD;
      case AlreadyTheirs _ -> Outcome.THEIRS;
    };
  }

  /// What those that refer to this object will find.
  default Fate fate(StixId id) {
    return switch (this) {
      case Release _ -> new Fate.Gone(id);
      case Redact redact -> new Fate.Gone(redact.copy().id());
      case Hold _ -> Fate.HELD;
      case Withhold _ -> Fate.WITHHELD;
      case AlreadyTheirs _ -> Fate.THEIRS;
    };
  }
}
