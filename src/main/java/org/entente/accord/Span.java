package org.entente.accord;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/// A length of time as the document writes it (ISO 8601): `P1Y`, `P90D`, `PT15M`, `P1DT12H`. Years
/// and months are those of the calendar in UTC.
public record Span(String text, Period period, Duration time) implements Comparable<Span> {
  private static final Pattern FORM =
      Pattern.compile(
          "(P(?=[0-9])(?:[0-9]{1,4}Y)?(?:[0-9]{1,4}M)?(?:[0-9]{1,4}W)?(?:[0-9]{1,5}D)?|P(?=T))"
              + "(T(?=[0-9])(?:[0-9]{1,5}H)?(?:[0-9]{1,6}M)?(?:[0-9]{1,8}S)?)?");

  public static Optional<Span> parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    try {
      var days = match.group(1).equals("P") ? Period.ZERO : Period.parse(match.group(1));
      var time = match.group(2) == null ? Duration.ZERO : Duration.parse("P" + match.group(2));
      return Optional.of(new Span(text, days, time));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  public Instant after(Instant start) {
    return start.atOffset(ZoneOffset.UTC).plus(period).plus(time).toInstant();
  }

  /// By length when counted from 1970; equal only when written alike.
  @Override
  public int compareTo(Span other) {
    int byLength = after(Instant.EPOCH).compareTo(other.after(Instant.EPOCH));
    return byLength != 0 ? byLength : text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
