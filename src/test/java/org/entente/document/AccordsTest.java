package org.entente.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entente.document.AccordSample.ID;
import static org.entente.document.AccordSample.SIGNING;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.entente.accord.CompiledAccord;
import org.entente.accord.Sample;
import org.entente.accord.Span;
import org.entente.accord.Term;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.junit.jupiter.api.Test;

class AccordsTest {
  private static final Instant JUST_BEFORE = Instant.parse("2026-11-30T23:59:59.999999Z");
  private static final Instant BEGIN = Instant.parse("2026-12-01T00:00:00Z");
  private static final Instant END = Instant.parse("2029-12-01T00:00:00Z");

  private final CompiledAccord first = AccordSample.keyed();

  /// A revision whose document differs from the one before by its term and renewal.
  private static CompiledAccord revision(
      CompiledAccord before, long number, String from, String until, String renewal) {
    return revision(
        before.accord().document(), before.accord().digest().hex(), number, from, until, renewal);
  }

  private static CompiledAccord revision(
      JsonObject document,
      String supersedes,
      long number,
      String from,
      String until,
      String renewal) {
    try {
      return AccordReader.read(
          document
              .with("revision", JsonValue.of(number))
              .with("supersedes", JsonValue.of(supersedes))
              .with(
                  "duration",
                  JsonValue.object()
                      .put("from", from)
                      .put("until", until)
                      .put("notice", "P90D")
                      .put("renewal", renewal)
                      .build()));
    } catch (AccordRejected e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Accords with(CompiledAccord... revisions) throws AccordRejected {
    var accords = Accords.NONE;
    for (var revision : revisions) {
      accords = accords.with(AccordSample.signedByAll(revision), SIGNING);
    }
    return accords;
  }

  @Test
  void is_in_force_from_its_first_day_and_is_renewed_tacitly() throws Exception {
    var accords = with(first);
    assertThat(accords.inForce(ID, JUST_BEFORE)).isEmpty();
    assertThat(accords.inForce(ID, BEGIN)).isPresent();
    assertThat(accords.inForce(ID, END)).isPresent();
    assertThat(accords.inForce(Sample.NORTH, Sample.SOUTH, BEGIN)).hasSize(1);
    assertThat(accords.inForce(Sample.SOUTH, Sample.NORTH, BEGIN)).hasSize(1);
    assertThat(accords.inForce(Sample.NORTH, "identity--other", BEGIN)).isEmpty();
    assertThat(accords.inForce("XA", "XB", BEGIN)).as("countries are no parties").isEmpty();
  }

  @Test
  void lapses_on_its_last_day_without_renewal() throws Exception {
    var accords = with(AccordSample.keyed(AccordSample.with("renewal: tacit", "renewal: none")));
    assertThat(accords.inForce(ID, END.minusNanos(1))).isPresent();
    assertThat(accords.inForce(ID, END)).isEmpty();
  }

  @Test
  void a_later_revision_takes_over_on_its_first_day() throws Exception {
    var second = revision(first, 2, "2027-06-01", "2028-06-01", "none");
    var accords = with(first, second);
    assertThat(accords.latest(ID)).contains(second);
    assertThat(accords.inForce(ID, Instant.parse("2027-05-31T23:00:00Z"))).contains(first);
    assertThat(accords.inForce(ID, Instant.parse("2027-06-01T00:00:00Z"))).contains(second);
    assertThat(accords.inForce(ID, Instant.parse("2028-06-01T00:00:00Z")))
        .as("the end of the second does not bring back the first")
        .isEmpty();
    assertThat(accords.revision(first.accord().digest())).contains(first);
    assertThat(Accords.of(Map.of(second, SIGNING, first, SIGNING)).all())
        .containsExactly(first, second);
  }

  @Test
  void a_revision_must_not_begin_with_the_one_before_it() {
    for (var from : List.of("2026-12-01", "2026-11-01")) {
      var second = revision(first, 2, from, "2028-06-01", "none");
      assertThatThrownBy(() -> with(first, second))
          .isInstanceOf(AccordRejected.class)
          .hasMessageContaining("counts from " + from + "; it must begin after revision 1");
    }
  }

  @Test
  void a_revision_is_not_signed_once_its_first_day_has_begun() throws Exception {
    var second = revision(first, 2, "2027-06-01", "2028-06-01", "none").accord();
    Accords.requireYetToBegin(second, Instant.parse("2027-05-31T23:59:59Z"));
    assertThatThrownBy(
            () -> Accords.requireYetToBegin(second, Instant.parse("2027-06-01T00:00:00Z")))
        .isInstanceOf(AccordRejected.class)
        .hasMessageContaining("let duration.from be a day to come");
    Accords.requireYetToBegin(first.accord(), Instant.parse("2027-06-01T00:00:00Z"));
  }

  @Test
  void what_went_before_a_revision_came_in_late_went_under_the_one_before() throws Exception {
    var second = revision(first, 2, "2027-06-01", "2028-06-01", "none");
    var late = Instant.parse("2027-06-10T00:00:00Z");
    var accords = with(first).with(AccordSample.signedByAll(second), late);
    var between = late.minusSeconds(1);
    var old = first.accord().digest();
    assertThat(accords.inForce(Sample.NORTH, Sample.SOUTH, between)).containsExactly(second);
    assertThat(accords.inForce(Sample.NORTH, Sample.SOUTH, between, old)).containsExactly(first);
    assertThat(accords.inForce(Sample.NORTH, Sample.SOUTH, between, second.accord().digest()))
        .containsExactly(second);
    assertThat(accords.inForce(Sample.NORTH, Sample.SOUTH, late, old)).containsExactly(second);
  }

  @Test
  void refuses_what_is_not_signed_by_all() throws Exception {
    var half = SignedAccord.sign(first, AccordSample.NORTH_KEYS);
    assertThatThrownBy(() -> Accords.NONE.with(half, SIGNING)).isInstanceOf(AccordRejected.class);
  }

  @Test
  void takes_the_same_document_twice_and_another_of_its_number_never() throws Exception {
    var accords = with(first, first);
    assertThat(accords.all()).containsExactly(first);
    var other = AccordSample.keyed(AccordSample.with("Indicators go.", "Indicators may go."));
    assertThatThrownBy(() -> accords.with(AccordSample.signedByAll(other), SIGNING))
        .isInstanceOf(AccordRejected.class)
        .hasMessageContaining("another document is known as revision 1");
  }

  @Test
  void refuses_a_revision_that_does_not_follow() throws Exception {
    var second = revision(first, 2, "2027-06-01", "2028-06-01", "none");
    assertThatThrownBy(() -> with(second))
        .isInstanceOf(AccordRejected.class)
        .hasMessageContaining("install revision 1");
    var elsewhere =
        revision(first.accord().document(), "00".repeat(32), 2, "2027-06-01", "2028-06-01", "none");
    assertThatThrownBy(() -> with(first, elsewhere))
        .isInstanceOf(AccordRejected.class)
        .hasMessageContaining("supersedes 0000");
    var third = revision(second, 3, "2028-06-01", "2030-06-01", "none");
    assertThat(with(first, second, third).all()).hasSize(3);
  }

  /// Against a calendar: an instant is in force exactly when some term, counted day by day, has it.
  @Test
  void in_force_is_what_the_calendar_says() {
    long seed = System.nanoTime();
    var random = new java.util.Random(seed);
    for (int i = 0; i < 2_000; i++) {
      var from = LocalDate.ofEpochDay(20_000 + random.nextInt(2_000));
      var until = from.plusDays(1 + random.nextInt(1_500));
      var term = new Term(from, until, Span.parse("P90D").orElseThrow(), random.nextBoolean());
      var day = from.plusDays(random.nextInt(6_000) - 1_000);
      var at = day.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(random.nextInt(86_400));
      boolean begun = !day.isBefore(from);
      boolean firstTerm = begun && day.isBefore(until);
      assertThat(term.covers(at))
          .as("seed " + seed)
          .isEqualTo(firstTerm || (begun && term.tacit()));
      assertThat(term.hasBegun(at)).isEqualTo(begun);
      if (term.covers(at)) {
        assertThat(at).as("seed " + seed).isBefore(term.end(at));
        assertThat(term.end(at)).isEqualTo(term.end(term.end(at).minusNanos(1)));
      }
    }
  }

  @Test
  void a_term_is_renewed_by_its_own_length() {
    var term = AccordSample.read(AccordSample.YAML).accord().term();
    assertThat(term.end(BEGIN)).isEqualTo(END);
    assertThat(term.end(END.minusNanos(1))).isEqualTo(END);
    assertThat(term.end(END)).isEqualTo(Instant.parse("2032-12-01T00:00:00Z"));
    assertThat(term.end(Instant.parse("2040-01-01T00:00:00Z")))
        .isEqualTo(Instant.parse("2041-12-01T00:00:00Z"));
    var once = new Term(term.from(), term.until(), term.notice(), false);
    assertThat(once.end(Instant.parse("2040-01-01T00:00:00Z"))).isEqualTo(END);
  }
}
