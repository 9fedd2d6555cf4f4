package org.entente.exchange;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.entente.crypto.ProofInvalid;
import org.entente.decisions.LinkTable;
import org.entente.feed.IncomingTable;
import org.entente.feed.PageEntry;
import org.entente.holdings.Holdings;
import org.entente.holdings.Indexed;
import org.entente.ledger.EntryKind;
import org.entente.ledger.Leaf;
import org.entente.ledger.Opening;
import org.entente.receipt.Verdict.Outcome;
import org.entente.release.Admission;
import org.entente.release.Between;
import org.entente.release.Explanation;
import org.entente.release.MalformedHeader;
import org.entente.release.ReleaseEntry;
import org.entente.release.ReleaseHeader;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;

/// Looks at the entries of one verified page: opens their commitments and asks the accord whether
/// the partner may send this (`admit`). Writes nothing; what is not taken says why.
///
/// A page with an entry that does not open its own leaf is no page of that log and is thrown out
/// whole: nothing of it may be cosigned.
final class Examination {
  private static final String LANGUAGE = "en"; // the language of the wire

  private final Connection connection;
  private final Link link;
  private final Between between;
  private final Times times;
  private final Seen seen;
  private long seenBefore;
  private Instant newest;
  private final Map<Long, ReleaseHeader> taken = new HashMap<>();
  private final Map<StixId, StixObject> definitions = new HashMap<>();
  private final Map<StixId, Optional<StixObject>> held = new HashMap<>();

  /// What the leaves of the page may say of our own log (log.md, "seen").
  ///
  /// @param before what the last leaf that is held says
  /// @param most how many entries our log has; without limit while its end may be missing here
  record Seen(long before, long most) {}

  /// When an entry may say it was made (exchange.md §4). By its time it names the revision that
  /// held, so a partner that dates back could go on by one that was superseded.
  ///
  /// @param newest what the newest entry that is held says, the false ones left aside
  /// @param latest our own clock, and what two clocks may differ by
  /// @param differ what two clocks may differ by
  record Times(Instant newest, Instant latest, Duration differ) {}

  /// @param between from the partner to us
  Examination(Connection connection, Link link, Between between, Times times, Seen seen) {
    this.connection = connection;
    this.link = link;
    this.between = between;
    this.times = times;
    this.seen = seen;
    this.seenBefore = seen.before();
    this.newest = times.newest();
  }

  /// What the newest entry says of its time, these included.
  Instant newest() {
    return newest;
  }

  /// @param leaves those of the entries, in the same order
  List<Examined> of(List<PageEntry> entries, List<Leaf> leaves) throws ProofInvalid, SQLException {
    var examined = new ArrayList<Examined>();
    for (int i = 0; i < entries.size(); i++) {
      examined.add(examine(entries.get(i), leaves.get(i)));
    }
    return examined;
  }

  private Examined examine(PageEntry entry, Leaf leaf) throws ProofInvalid, SQLException {
    requireOpens(entry.index(), "header", entry.header(), leaf.header());
    requireOpens(entry.index(), "payload", entry.payload(), leaf.commit());
    long before = seenBefore;
    seenBefore = leaf.seen();
    if (leaf.seen() < before || leaf.seen() > seen.most()) {
      return Examined.not(
          entry,
          leaf,
          Outcome.REFUSED,
          "it says that %d entries of our log were read, after %d; there are %d"
              .formatted(leaf.seen(), before, seen.most()));
    }
    if (entry.header().isEmpty() || entry.payload().isEmpty()) {
      return Examined.not(
          entry, leaf, Outcome.NOT_DELIVERED, entry.withheld().orElse("came without its content"));
    }
    var untimely = untimely(leaf);
    if (untimely.isPresent()) {
      return Examined.not(entry, leaf, Outcome.QUARANTINED, untimely.get());
    }
    return leaf.kind() == EntryKind.RELEASE
        ? release(entry, leaf, entry.header().get(), entry.payload().get())
        : Examined.taken(entry, leaf);
  }

  private Optional<String> untimely(Leaf leaf) {
    var at = leaf.at();
    if (at.isAfter(times.latest())) {
      return Optional.of("of %s, not yet come".formatted(at));
    }
    if (leaf.kind().receipted() && at.isBefore(newest.minus(times.differ()))) {
      return Optional.of("of %s, though an entry before it is of %s".formatted(at, newest));
    }
    newest = at.isAfter(newest) ? at : newest;
    return Optional.empty();
  }

  private static void requireOpens(
      long index, String what, Optional<Opening> opening, org.entente.crypto.Sha256 commitment)
      throws ProofInvalid {
    if (opening.isPresent() && !opening.get().opens(commitment)) {
      throw new ProofInvalid(
          "entry %d: its %s does not open the commitment of its leaf".formatted(index, what));
    }
  }

  private Examined release(PageEntry entry, Leaf leaf, Opening header, Opening payload)
      throws SQLException {
    ReleaseHeader read;
    try {
      read = ReleaseHeader.read(header.content());
    } catch (MalformedHeader e) {
      return Examined.not(entry, leaf, Outcome.REFUSED, "header: " + e.getMessage());
    }
    if (isOfAnotherAccord(leaf)) {
      return Examined.not(
          entry,
          leaf,
          Outcome.QUARANTINED,
          "revision %s is not in force: it is of another accord than this log"
              .formatted(leaf.accord().hex()));
    }
    var followed =
        read.ref().isPresent()
            ? taken(read.ref().get(), read.refEpoch())
            : Optional.<ReleaseHeader>empty();
    var claim = new ReleaseEntry(leaf.at(), leaf.accord(), read, followed);
    return switch (Admission.admit(between, this::definition, claim, payload.content())) {
      case Admission.Admitted admitted -> {
        remember(admitted.object());
        taken.put(entry.index(), read);
        yield Examined.brought(entry, leaf, read, Indexed.of(admitted.object()));
      }
      case Admission.Refused refused ->
          Examined.not(
              entry, leaf, Outcome.QUARANTINED, Explanation.said(refused.reason(), LANGUAGE));
    };
  }

  /// Two accords between the same parties have each their own log, and what went under one is
  /// proved by its own log alone (receipt.md §3).
  private boolean isOfAnotherAccord(Leaf leaf) {
    return link.parts()
        .agreements()
        .accords()
        .revision(leaf.accord())
        .filter(known -> !known.accord().id().equals(link.name().accord()))
        .isPresent();
  }

  /// A definition of the same page goes before what is held.
  private void remember(StixObject object) {
    if (object.type().equals("marking-definition")) {
      definitions.putIfAbsent(object.id(), object);
    }
  }

  private Optional<StixObject> definition(StixId id) {
    var known = held.computeIfAbsent(id, Holdings.definitions(connection, link.name().partner()));
    return known.isPresent() ? known : Optional.ofNullable(definitions.get(id));
  }

  /// The header of an earlier entry that was taken; nothing follows what was not.
  private Optional<ReleaseHeader> taken(long index, Optional<Long> epoch) throws SQLException {
    var here = taken.get(index);
    if (here != null && epoch.isEmpty()) {
      return Optional.of(here);
    }
    var log =
        epoch.isEmpty()
            ? OptionalLong.of(link.no())
            : LinkTable.ofEpoch(connection, link.no(), epoch.get());
    if (log.isEmpty()) {
      return Optional.empty();
    }
    var rows = IncomingTable.rows(connection, log.getAsLong(), index, index + 1);
    try {
      return rows.isEmpty()
              || rows.getFirst().verdict().isPresent()
              || rows.getFirst().header().isEmpty()
          ? Optional.empty()
          : Optional.of(ReleaseHeader.read(rows.getFirst().header().get().content()));
    } catch (MalformedHeader e) {
      return Optional.empty(); // of a kind that has another header
    }
  }
}
