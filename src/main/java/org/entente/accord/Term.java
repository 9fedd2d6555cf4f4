package org.entente.accord;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;

/// How long an accord holds: `duration: { from, until, notice, renewal }`. Days begin at 00:00 UTC.
///
/// Known gap: notice is given by a `withdraw` statement (accord.md §4), and none is read yet, so
/// what renews tacitly ends only by a later revision.
///
/// @param tacit extended by its first term each time it would end
public record Term(LocalDate from, LocalDate until, Span notice, boolean tacit) {

  public boolean hasBegun(Instant at) {
    return !day(at).isBefore(from);
  }

  /// Whether the instant lies in the first term or, when renewal is tacit, in a later one.
  public boolean covers(Instant at) {
    return hasBegun(at) && (tacit || day(at).isBefore(until));
  }

  /// The end of the term that the instant lies in; of the first when it lies in none.
  public Instant end(Instant at) {
    var end = until;
    var length = Period.between(from, until);
    for (int terms = 2; tacit && !day(at).isBefore(end); terms++) {
      end = from.plus(length.multipliedBy(terms));
    }
    return end.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static LocalDate day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
