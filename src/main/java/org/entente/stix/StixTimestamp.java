package org.entente.stix;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// A timestamp, `2016-05-12T08:17:27.000Z` (STIX 2.1 §2.16), with every digit it was written with:
/// order and sameness of versions go by all of them, though an [Instant] holds nine.
///
/// An offset such as `-04:00` is read too, since producers write it; [#isStandard] says that it
/// should have been `Z`.
public final class StixTimestamp implements Comparable<StixTimestamp> {
  private static final int MAX_LENGTH = 64;
  private static final int SECONDS_END = "2016-05-12T08:17:27".length();

  /// The years that four digits can say (RFC 3339 §1), in UTC.
  private static final long FIRST_SECOND = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();

  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private final String text;
  private final long epochSecond;
  private final String fraction; // without trailing zeros

  private StixTimestamp(String text, long epochSecond, String fraction) {
    this.text = text;
    this.epochSecond = epochSecond;
    this.fraction = fraction;
  }

  public static StixTimestamp of(Instant instant) {
    var text = normalised(instant.getEpochSecond(), nanoDigits(instant.getNano()));
    return parse(text).orElseThrow();
  }

  public static Optional<StixTimestamp> parse(String text) {
    int length = text.length();
    if (length <= SECONDS_END || length > MAX_LENGTH || !hasShape(text)) {
      return Optional.empty();
    }
    int end = fractionEnd(text);
    var offset = offsetSeconds(text, end);
    var local = localSecond(text);
    if (end == SECONDS_END + 1 || offset.isEmpty() || local.isEmpty()) {
      return Optional.empty();
    }
    long second = local.get() - offset.get();
    if (second < FIRST_SECOND || second > LAST_SECOND) {
      return Optional.empty(); // an offset has moved it to a year that has no normal form
    }
    var fraction = end > SECONDS_END ? text.substring(SECONDS_END + 1, end) : "";
    return Optional.of(new StixTimestamp(text, second, withoutTrailingZeros(fraction)));
  }

  private static boolean hasShape(String text) {
    var shape = "dddd-dd-ddTdd:dd:dd";
    for (int i = 0; i < shape.length(); i++) {
      char wanted = shape.charAt(i);
      if (wanted == 'd' ? !isDigit(text.charAt(i)) : text.charAt(i) != wanted) {
        return false;
      }
    }
    return true;
  }

  private static int fractionEnd(String text) {
    int end = SECONDS_END;
    if (text.charAt(end) == '.') {
      end++;
      while (end < text.length() && isDigit(text.charAt(end))) {
        end++;
      }
    }
    return end;
  }

  private static Optional<Long> offsetSeconds(String text, int from) {
    if (from == text.length() - 1 && text.charAt(from) == 'Z') {
      return Optional.of(0L);
    }
    var zone = text.substring(from);
    if (!zone.matches("[+-](0[0-9]|1[0-9]|2[0-3]):[0-5][0-9]")) {
      return Optional.empty();
    }
    long minutes = number(zone, 1) * 60 + number(zone, 4);
    return Optional.of((zone.charAt(0) == '-' ? -60 : 60) * minutes);
  }

  /// A leap second (RFC 3339 §5.6 allows 60) counts as the first second of the next minute.
  private static Optional<Long> localSecond(String text) {
    long hour = number(text, 11);
    long minute = number(text, 14);
    long second = number(text, 17);
    if (hour > 23 || minute > 59 || second > 60) {
      return Optional.empty();
    }
    int year = (int) (number(text, 0) * 100 + number(text, 2));
    try {
      var date = LocalDate.of(year, (int) number(text, 5), (int) number(text, 8));
      return Optional.of(((date.toEpochDay() * 24 + hour) * 60 + minute) * 60 + second);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static long number(String text, int at) {
    return (text.charAt(at) - '0') * 10L + (text.charAt(at + 1) - '0');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String withoutTrailingZeros(String digits) {
    int end = digits.length();
    while (end > 0 && digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.substring(0, end);
  }

  private static String nanoDigits(int nanos) {
    return withoutTrailingZeros(Integer.toString(1_000_000_000 + nanos).substring(1));
  }

  /// As it was written.
  public String text() {
    return text;
  }

  /// Rounded down to the nanosecond.
  public Instant instant() {
    var nanos = (fraction + "000000000").substring(0, 9);
    return Instant.ofEpochSecond(epochSecond, Integer.parseInt(nanos));
  }

  /// The one form of this instant: UTC, no trailing zeros beyond milliseconds.
  public String normalised() {
    return normalised(epochSecond, fraction);
  }

  private static String normalised(long epochSecond, String fraction) {
    var local = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
    var text = new StringBuilder(32);
    text.append(local.toLocalDate()).append('T');
    twoDigits(text, local.getHour()).append(':');
    twoDigits(text, local.getMinute()).append(':');
    twoDigits(text, local.getSecond()).append('.');
    return text.append(fraction)
        .repeat('0', Math.max(0, 3 - fraction.length()))
        .append('Z')
        .toString();
  }

  private static StringBuilder twoDigits(StringBuilder text, int value) {
    return text.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
  }

  public boolean hasMilliseconds() {
    return text.length() > SECONDS_END + 3
        && text.charAt(SECONDS_END) == '.'
        && isDigit(text.charAt(SECONDS_END + 2))
        && isDigit(text.charAt(SECONDS_END + 3));
  }

  public boolean isStandard() {
    return text.endsWith("Z");
  }

  @Override
  public int compareTo(StixTimestamp other) {
    int bySecond = Long.compare(epochSecond, other.epochSecond);
    return bySecond != 0 ? bySecond : fraction.compareTo(other.fraction);
  }

  /// The same instant to the last digit, however it is written.
  @Override
  public boolean equals(Object other) {
    return other instanceof StixTimestamp that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(epochSecond) * 31 + fraction.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
