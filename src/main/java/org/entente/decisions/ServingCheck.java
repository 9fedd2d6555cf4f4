package org.entente.decisions;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.entente.holdings.Holdings;
import org.entente.ledger.EntryKind;
import org.entente.release.Decision;
import org.entente.release.Explanation;
import org.entente.release.Finding;
import org.entente.release.MalformedHeader;
import org.entente.release.ReleaseHeader;
import org.entente.release.Step;
import org.entente.stix.StixObject;

/// Whether what was released may still be served now (exchange.md §3).
///
/// While everything that decides is what it was when an entry was logged, the answer costs two
/// comparisons. Once anything has changed (a revision in force, another accord, a national rule or
/// hold, a collection closed), the object is decided once more, as if for the first time; it goes
/// only if what would go now is what was logged, under the same clause, and with handling and mark
/// no stricter than the header says (**Nothing without a clause**). Control entries pass in every
/// state.
public final class ServingCheck {
  private static final String LANGUAGE = "en"; // the language of the wire
  private static final String CHANGED = "what decides has changed; it is decided anew";

  private final PartnerDesk desk;
  private final Supplier<Terms> terms;
  private final InstantSource clock;

  /// @param terms what decides toward the partner at this moment
  public ServingCheck(PartnerDesk desk, Supplier<Terms> terms, InstantSource clock) {
    this.desk = desk;
    this.terms = terms;
    this.clock = clock;
  }

  /// As things stand at this moment, for entries that are served at once.
  public Moment now() {
    return new Moment(terms.get(), clock.instant());
  }

  /// What decides at one moment.
  public final class Moment {
    private final Terms now;
    private final Instant at;

    private Moment(Terms now, Instant at) {
      this.now = now;
      this.at = at;
    }

    /// The same, for entries of one link on one snapshot of the store.
    public Serving on(Connection connection, long link) throws SQLException {
      boolean stands =
          CursorTable.basis(connection, desk.no())
              .filter(basis -> basis.digest().equals(now.basis()))
              .isPresent();
      long decided = stands ? CursorTable.decidedFrom(connection, link) : Long.MAX_VALUE;
      return new Serving(connection, link, now, at, decided);
    }
  }

  /// What decides at one moment, and from which entry of the log on it did.
  public final class Serving implements AutoCloseable {
    private final Connection connection;
    private final long link;
    private final Terms now;
    private final Instant at;
    private final long decided;
    private Optional<CandidateLookup> lookup = Optional.empty();

    private Serving(Connection connection, long link, Terms now, Instant at, long decided) {
      this.connection = connection;
      this.link = link;
      this.now = now;
      this.at = at;
      this.decided = decided;
    }

    /// The reason when the entry goes as a bare leaf.
    public Optional<String> withholds(long entry, OutgoingTable.Row row) throws SQLException {
      if (row.kind() != EntryKind.RELEASE
          || row.header().isEmpty()
          || row.payload().isEmpty()
          || entry >= decided) {
        return Optional.empty();
      }
      var went = DecisionTable.went(connection, link, entry, entry + 1).get(entry);
      return went == null ? Optional.of(CHANGED) : decideAgain(went.object(), row);
    }

    private Optional<String> decideAgain(long object, OutgoingTable.Row row) throws SQLException {
      if (lookup.isEmpty()) {
        lookup = Optional.of(desk.lookup(connection));
      }
      var known = lookup.get();
      var held = Holdings.numbered(connection, object).orElseThrow();
      var decision = now.decisions().decide(known.candidate(held), known::fate, known::copy, at);
      return switch (decision) {
        case Decision.Release release -> differs(row, release.header(), held.object());
        case Decision.Redact redact -> differs(row, redact.header(), redact.copy());
        case Decision.Withhold withheld -> Optional.of(told(withheld.reason()));
        case Decision.Hold _, Decision.AlreadyTheirs _ -> Optional.of(CHANGED);
      };
    }

    @Override
    public void close() throws SQLException {
      if (lookup.isPresent()) {
        lookup.get().close();
      }
    }
  }

  /// Whether what would go now is not what was logged.
  private static Optional<String> differs(
      OutgoingTable.Row row, ReleaseHeader wanted, StixObject sent) {
    try {
      var logged = ReleaseHeader.read(row.header().orElseThrow().content());
      boolean stands =
          logged.clause().equals(wanted.clause())
              && logged.pillar() == wanted.pillar()
              && logged.persons().equals(wanted.persons())
              && logged.handling().and(wanted.handling()).equals(logged.handling())
              && logged.mark().and(wanted.mark()).equals(logged.mark())
              && Arrays.equals(row.payload().orElseThrow().content(), sent.bytes());
      return stands ? Optional.empty() : Optional.of(CHANGED);
    } catch (MalformedHeader e) {
      throw new IllegalStateException("a header that was written no longer reads", e);
    }
  }

  /// What the accord says the partner may read; what we withhold for reasons of our own leaves no
  /// trace (**A nation may always share less**).
  private static String told(Step reason) {
    return switch (reason.finding()) {
      case Finding.NO_ACCORD,
          Finding.FORBIDDEN,
          Finding.PILLAR_SUSPENDED,
          Finding.LEVEL_TOO_LOW,
          Finding.OTHER_PARTIES,
          Finding.NO_PERMIT ->
          Explanation.said(reason, LANGUAGE);
      default -> CHANGED;
    };
  }
}
