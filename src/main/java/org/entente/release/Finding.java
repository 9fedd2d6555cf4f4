package org.entente.release;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Everything a step of the decision can find, with the number of the step (accord.md §8). Its
/// words stand in `findings_LANGUAGE.properties`.
public enum Finding {
  CAME_FROM_THEM(0),
  KNOWN_EVERYWHERE(0),

  IN_FORCE(1),
  NO_ACCORD(1),
  KEYS_LAPSED(1),
  STANDS_STILL(1),

  NATIONAL_HOLD(2),
  NATIONAL_FORBID(2),
  NATIONAL_FORBID_FAILED(2),
  NATIONAL_PASSED(2),
  NO_OPEN_COLLECTION(2),
  SOURCE_UNDECLARED(2),
  SOURCE_ALLOWS(2),
  NO_CONSENT(2),
  NO_LICENCE(2),
  LICENCE_FORBIDS(2),
  ORIGIN_UNKNOWN(2),
  ORIGIN_FORBIDS(2),
  ASK_THE_ORIGINATOR(2),
  NOT_A_MEMBER(2),

  FORBIDDEN(3),
  FORBID_FAILED(3),
  NOT_FORBIDDEN(3),

  PILLAR_SUSPENDED(4),
  LEVEL_TOO_LOW(4),
  OTHER_PARTIES(4),
  NOT_PERMITTED(4),
  PERMIT_FAILED(4),
  ABOVE_CEILING(4),
  PERMITTED(4),
  NO_PERMIT(4),
  FOLLOWS_EARLIER(4),
  EARLIER_CLAUSE_FELL(4),

  REQUIRED(5),
  NATIONAL_REQUIRED(5),
  REQUIRED_OF_WHOLE(5),
  NOT_REQUIRED(5),
  REQUIRE_FAILED(5),

  REFERENCE_KEPT(6),
  REFERENCE_REWRITTEN(6),
  REFERENCE_REMOVED(6),
  REFERENCE_FORBIDS(6),
  WAITS_FOR_END(6),
  END_WITHHELD(6),
  MARKING_NOT_THERE(6),
  NAMES_A_SECRET_PARTY(6),
  TRANSLATES_A_COPY(6),
  TAKEN_OUT(6),
  NOTHING_LEFT(6),
  LEFT_INVALID(6),
  ATTRIBUTION_LOST(6),
  LATER_VERSION_WENT(6),
  NO_FIXED_POINT(6),

  APPROVAL_WANTED(7),
  PERSONS_WANTED(7),
  CONSTITUENT_NAMED(7),
  EASED_AT_HOME(7),
  APPROVED(7),
  APPROVAL_LAPSED(7),

  ADMITTED(8),
  NOT_ADMITTED(8),
  MALFORMED(8),
  HEADER_TOO_LARGE(8),
  HEADER_DIFFERS(8),
  NOT_A_COPY(8),
  REVISION_NOT_IN_FORCE(8),
  NO_SUCH_PERMIT(8),
  HANDLING_TOO_LAX(8),
  NO_PERSONS(8),

  GOES_UNCHANGED(9),
  GOES_REDACTED(9);

  private static final Map<String, Finding> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Enum::name, Function.identity()));

  private final int step;

  Finding(int step) {
    this.step = step;
  }

  /// 0 to 9, as accord.md §8 counts them.
  public int step() {
    return step;
  }

  static Optional<Finding> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
