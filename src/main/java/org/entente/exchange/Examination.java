package org.entente.exchange;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.crypto.ProofInvalid;
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
  private final long link;
  private final String partner;
  private final Between between;
  private final Instant latest;
  private final Seen seen;
  private long seenBefore;
  private final Map<Long, ReleaseHeader> headers = new HashMap<>();
  private final Map<StixId, StixObject> definitions = new HashMap<>();
  private final Map<StixId, Optional<StixObject>> held = new HashMap<>();

  /// What the leaves of the page may say of our own log (log.md, "seen").
  ///
  /// @param before what the last leaf that is held says
  /// @param most how many entries our log has; without limit while its end may be missing here
  record Seen(long before, long most) {}

  /// @param between from the partner to us
  /// @param latest an entry of later than that is quarantined
  Examination(
      Connection connection,
      long link,
      String partner,
      Between between,
      Instant latest,
      Seen seen) {
    this.connection = connection;
    this.link = link;
    this.partner = partner;
    this.between = between;
    this.latest = latest;
    this.seen = seen;
    this.seenBefore = seen.before();
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
    if (leaf.at().isAfter(latest)) {
      return Examined.not(entry, leaf, Outcome.QUARANTINED, "of " + leaf.at() + ", not yet come");
    }
    return leaf.kind() == EntryKind.RELEASE
        ? release(entry, leaf, entry.header().get(), entry.payload().get())
        : Examined.taken(entry, leaf);
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
    headers.put(entry.index(), read);
    var followed =
        read.ref().isPresent() ? header(read.ref().get()) : Optional.<ReleaseHeader>empty();
    var claim = new ReleaseEntry(leaf.at(), leaf.accord(), read, followed);
    return switch (Admission.admit(between, this::definition, claim, payload.content())) {
      case Admission.Admitted admitted -> {
        remember(admitted.object());
        yield Examined.brought(entry, leaf, read, Indexed.of(admitted.object()));
      }
      case Admission.Refused refused ->
          Examined.not(
              entry, leaf, Outcome.QUARANTINED, Explanation.sentence(refused.reason(), LANGUAGE));
    };
  }

  /// A definition of the same page goes before what is held.
  private void remember(StixObject object) {
    if (object.type().equals("marking-definition")) {
      definitions.putIfAbsent(object.id(), object);
    }
  }

  private Optional<StixObject> definition(StixId id) {
    var known = held.computeIfAbsent(id, Holdings.definitions(connection, partner));
    return known.isPresent() ? known : Optional.ofNullable(definitions.get(id));
  }

  private Optional<ReleaseHeader> header(long index) throws SQLException {
    var here = headers.get(index);
    if (here != null) {
      return Optional.of(here);
    }
    var rows = IncomingTable.rows(connection, link, index, index + 1);
    try {
      return rows.isEmpty() || rows.getFirst().header().isEmpty()
          ? Optional.empty()
          : Optional.of(ReleaseHeader.read(rows.getFirst().header().get().content()));
    } catch (MalformedHeader e) {
      return Optional.empty(); // it was refused then, and nothing follows it
    }
  }
}
