package org.entente.receipt;

import java.util.Arrays;
import java.util.Optional;
import org.entente.json.Shown;

/// What became of one entry that was not applied. An entry without a verdict was applied; all of
/// them, applied or not, are held.
///
/// @param index the number of the entry
/// @param reason for people, at the log's own marking: it names a clause or a fault, no content
public record Verdict(long index, Outcome outcome, String reason) {
  public static final int MAX_REASON = 500;

  /// With whatever was found as the reason, made fit to be said: it may quote the partner.
  public static Verdict of(long index, Outcome outcome, String found) {
    var said = Shown.text(found);
    int end = Math.min(said.length(), MAX_REASON);
    if (end > 0 && end < said.length() && Character.isHighSurrogate(said.charAt(end - 1))) {
      end--; // never half a character
    }
    return new Verdict(index, outcome, end == 0 ? "no reason" : said.substring(0, end));
  }

  public enum Outcome {
    /// The accord does not let the partner send it; kept apart, in no look-up and no feed.
    QUARANTINED("quarantined"),
    /// It is broken: it does not open its commitments, or is not what its kind must be.
    REFUSED("refused"),
    /// It came as a bare leaf, or the receiver's own stance has meanwhile closed the pillar.
    NOT_DELIVERED("not-delivered");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    public static Optional<Outcome> named(String word) {
      return Arrays.stream(values()).filter(outcome -> outcome.word.equals(word)).findFirst();
    }
  }

  public Verdict {
    if (index < 0 || reason.isEmpty() || reason.length() > MAX_REASON) {
      throw new IllegalArgumentException(
          "verdict on entry %d: a reason has 1 to %d characters".formatted(index, MAX_REASON));
    }
  }
}
