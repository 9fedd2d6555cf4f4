package org.entente.exchange;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.entente.accord.Pillar;
import org.entente.expression.Source;
import org.entente.feed.IncomingTable;
import org.entente.feed.PageEntry;
import org.entente.feed.Quarantine;
import org.entente.feed.ReceiptTable;
import org.entente.holdings.Arrival;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Collection;
import org.entente.holdings.Intake;
import org.entente.holdings.IntakeOutcome;
import org.entente.holdings.NewCollection;
import org.entente.holdings.Received;
import org.entente.ledger.EntryKind;
import org.entente.ledger.VerifiedPage;
import org.entente.receipt.Receipt;
import org.entente.receipt.Verdict;
import org.entente.stix.Gate;

/// Applies one examined page, all of it in the caller's transaction: the leaves with their numbers,
/// the objects with their provenance, what was not taken with its reason, and our own log's leaf
/// for the receipt (**Never twice, never a gap**). If the process dies, all of that is there or
/// none.
final class Application implements AutoCloseable {
  private final Connection connection;
  private final Link link;
  private final Instant now;
  private final Map<Pillar, Intake> intakes = new EnumMap<>(Pillar.class);
  private final Arrival arrival;
  private Optional<Quarantine.Kept> kept = Optional.empty();

  Application(Connection connection, Link link, Instant now) throws SQLException {
    this.connection = connection;
    this.link = link;
    this.now = now;
    this.arrival =
        Arrival.record(
            connection,
            now,
            Arrival.Door.EXCHANGE,
            link.held().origin().text(),
            Source.party(link.name().partner()));
  }

  /// Whether a receipt is due for it.
  boolean apply(VerifiedPage page, List<Examined> entries) throws SQLException {
    link.held().append(connection, page);
    var verdicts = new ArrayList<Verdict>();
    try (var rows = new IncomingTable(connection, link.no())) {
      for (var one : entries) {
        var verdict = apply(rows, one);
        verdict.ifPresent(verdicts::add);
      }
    }
    if (entries.stream().noneMatch(one -> one.leaf().kind().receipted())) {
      return false;
    }
    var receipt =
        new Receipt(
            link.name().accord(),
            link.held().origin(),
            page.from(),
            page.to(),
            page.root(),
            verdicts);
    long entry =
        link.mayAppend()
            ? link.writing().append(connection, EntryKind.RECEIPT, receipt.bytes(), now)
            : ReceiptTable.OWED;
    ReceiptTable.due(
        connection,
        link.no(),
        new ReceiptTable.Due(page.from(), page.to() - 1, entry, receipt.bytes()));
    return true;
  }

  private Optional<Verdict> apply(IncomingTable rows, Examined one) throws SQLException {
    var verdict = one.verdict();
    var object = OptionalLong.empty();
    if (one.release().isPresent()) {
      switch (file(one, one.release().get())) {
        case IntakeOutcome.Stored(long stored) -> object = OptionalLong.of(stored);
        case IntakeOutcome.Duplicate _ -> {} // held already, perhaps with other white space
        case IntakeOutcome.Refused refused ->
            verdict =
                Optional.of(
                    Verdict.of(one.entry().index(), Verdict.Outcome.REFUSED, refused.message()));
      }
    }
    boolean whole = verdict.isEmpty() || isKept(one.entry());
    if (!whole) {
      verdict = Optional.of(unkept(verdict.get()));
    }
    rows.insert(
        new IncomingTable.Row(
            one.entry().index(),
            one.leaf().kind().text(),
            one.entry().header().filter(_ -> whole),
            one.entry().payload().filter(_ -> whole),
            object,
            verdict),
        now);
    return verdict;
  }

  /// Whether there is room for the content of an entry that is not taken, if it has any.
  private boolean isKept(PageEntry entry) throws SQLException {
    if (entry.header().isEmpty() || entry.payload().isEmpty()) {
      return true;
    }
    if (kept.isEmpty()) {
      kept = Optional.of(IncomingTable.kept(connection, link.name().partner()));
    }
    long size = entry.payload().get().content().length;
    size += entry.header().get().content().length;
    boolean room = link.parts().settings().quarantine().hasRoom(kept.get(), size);
    if (room) {
      kept = Optional.of(kept.get().and(size));
    }
    return room;
  }

  private static Verdict unkept(Verdict verdict) {
    return Verdict.of(
        verdict.index(),
        Verdict.Outcome.REFUSED,
        "its content is not kept, since too much of this partner's waits in quarantine; "
            + verdict.reason());
  }

  private IntakeOutcome file(Examined one, Examined.Brought brought) throws SQLException {
    var header = brought.header();
    var intake = intakes.get(header.pillar());
    if (intake == null) {
      intake = new Intake(connection, collection(header.pillar()), link.name().partner(), now);
      intakes.put(header.pillar(), intake);
    }
    return intake.file(
        arrival,
        brought.object(),
        new Received(
            header.object(),
            link.name().partner(),
            one.leaf().accord(),
            link.held().origin().text(),
            one.entry().index(),
            header.clause(),
            header.handling(),
            one.leaf().at()));
  }

  /// Where what this partner sends is filed: one collection a pillar, closed, its source the party.
  /// Its name is short where it can be, `from-il-6f1c0e6e-information`; where another has that
  /// name, another partner's with the same eight digits or one made by hand, it has the whole
  /// identity.
  private Collection collection(Pillar pillar) throws SQLException {
    var uuid = link.peer().card().identity().substring("identity--".length());
    var collection = collection(pillar, uuid.substring(0, 8));
    return (collection.isPresent() ? collection : collection(pillar, uuid))
        .orElseThrow(() ->
            new IllegalStateException(
                "a collection not of %s has the name of its own".formatted(link.name().partner())));
  }

  /// Empty when the name is another's.
  private Optional<Collection> collection(Pillar pillar, String partner) throws SQLException {
    var card = link.peer().card();
    var source = Source.party(card.identity());
    var name =
        "from-%s-%s-%s".formatted(card.country().toLowerCase(Locale.ROOT), partner, pillar.word());
    var known = Catalogue.named(connection, name);
    if (known.isPresent()) {
      return known.filter(one -> one.source().equals(source) && one.pillar() == pillar);
    }
    return Catalogue.add(
        connection,
        new NewCollection(
            UUID.randomUUID(),
            name,
            "From " + card.name() + ": " + pillar.word(),
            pillar,
            Gate.TOLERANT,
            source,
            Optional.empty()));
  }

  @Override
  public void close() throws SQLException {
    for (var intake : intakes.values()) {
      intake.close();
    }
  }
}
