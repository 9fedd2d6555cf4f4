package org.entente.preview;

import java.util.function.Function;
import org.entente.accord.Approval;
import org.entente.accord.Texts;
import org.entente.release.Decision;
import org.entente.release.Explanation;

/// The one line that says why an object goes or not: the clause that lets it go, or what stopped
/// it.
public final class Why {
  private Why() {}

  public static String of(Decision decision, Function<String, Texts> clauses, String language) {
    return switch (decision) {
      case Decision.Release release -> clause(release.basis().permit().id(), clauses, language);
      case Decision.Redact redact ->
          clause(redact.basis().permit().id(), clauses, language)
              + (redact.removed().isEmpty()
                  ? ", with references to copies"
                  : ", " + takenOut(redact.removed().size()));
      case Decision.Hold hold -> hold(hold, clauses, language);
      case Decision.Withhold withhold -> Explanation.line(withhold.reason(), clauses, language);
      case Decision.AlreadyTheirs theirs ->
          Explanation.line(theirs.steps().getLast(), clauses, language);
    };
  }

  private static String takenOut(int parts) {
    return parts == 1 ? "with one part taken out" : "with %d parts taken out".formatted(parts);
  }

  private static String clause(String id, Function<String, Texts> clauses, String language) {
    return "clause %s \"%s\"".formatted(id, clauses.apply(id).in(language));
  }

  private static String hold(Decision.Hold hold, Function<String, Texts> clauses, String language) {
    return switch (hold.waitsFor()) {
      case Decision.Wait.ForObject(var id) -> "waits for " + id;
      case Decision.Wait.ForOfficers(var wanted) ->
          "waits for %s; %s"
              .formatted(
                  officers(wanted.approval()),
                  clause(hold.basis().permit().id(), clauses, language));
    };
  }

  private static String officers(Approval approval) {
    return approval == Approval.TWO_OFFICERS ? "two officers" : "an officer";
  }

  /// Decisions of one key have one reason, if not about the same objects.
  public static String key(Decision decision) {
    return switch (decision) {
      case Decision.Release release -> release.basis().permit().id();
      case Decision.Redact redact -> redact.basis().permit().id();
      case Decision.Hold hold ->
          switch (hold.waitsFor()) {
            case Decision.Wait.ForObject _ -> "object";
            case Decision.Wait.ForOfficers(var wanted) ->
                wanted.approval().word() + " " + hold.basis().permit().id();
          };
      case Decision.Withhold withhold ->
          withhold.reason().finding() + " " + withhold.reason().clause();
      case Decision.AlreadyTheirs _ -> "";
    };
  }
}
