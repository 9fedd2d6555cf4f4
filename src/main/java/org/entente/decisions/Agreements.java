package org.entente.decisions;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.entente.accord.Accord;
import org.entente.accord.CompiledAccord;
import org.entente.accord.KeyUse;
import org.entente.accord.Level;
import org.entente.accord.Party;
import org.entente.accord.PartyKey;
import org.entente.accord.Pillar;
import org.entente.accord.Stances;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.crypto.VerifyingKey;
import org.entente.document.AccordRejected;
import org.entente.document.Accords;
import org.entente.document.SignedAccord;
import org.entente.ledger.AuthorKeys;
import org.entente.peers.CardKey;
import org.entente.peers.NodeCard;
import org.entente.peers.Peer;
import org.entente.peers.Peers;
import org.entente.receipt.SignedReceipt;
import org.entente.release.Between;
import org.entente.storage.Database;
import org.entente.storage.Micros;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.NoteKeys;

/// The signed accords this node knows, as they came, in the table `accord_revision`; which of them
/// is in force between two parties at an instant, and at which level.
public final class Agreements {
  private final Database database;
  private final Peers peers;
  private final NodeCard own;
  private final InstantSource clock;
  private final Map<Direction, Between> directions = new ConcurrentHashMap<>();
  private volatile Accords accords;

  public Agreements(Database database, Peers peers, NodeCard own, InstantSource clock) {
    this.database = database;
    this.peers = peers;
    this.own = own;
    this.clock = clock;
    this.accords = Accords.of(database.read(Agreements::load));
  }

  private record Direction(String from, String to, Set<String> still) {}

  /// What became of an accord that was handed in.
  public sealed interface Installed {
    record New(Accord accord) implements Installed {}

    record Known(Accord accord) implements Installed {}

    record Refused(String reason) implements Installed {}
  }

  /// Takes an accord that every party has signed. The document vouches for itself, not for whose
  /// keys are in it, so each party must be this node or a confirmed peer, and the signing keys
  /// those of its card; a later revision is signed by the keys of the one before.
  public synchronized Installed install(byte[] document) {
    var now = clock.instant();
    try {
      var signed = SignedAccord.read(document);
      var accord = signed.accord().accord();
      if (accords.revision(accord.digest()).isPresent()) {
        return new Installed.Known(accord);
      }
      var more = accords.with(signed, now);
      var stranger = strangerIn(accord);
      if (stranger.isPresent()) {
        return new Installed.Refused(stranger.get());
      }
      database.write(connection -> insert(connection, accord, document, now));
      accords = more;
      directions.clear();
      return new Installed.New(accord);
    } catch (AccordRejected e) {
      return new Installed.Refused(String.valueOf(e.getMessage()));
    }
  }

  /// Which party's signing keys nobody has confirmed, in words, or nothing.
  private Optional<String> strangerIn(Accord accord) {
    var before = accords.latest(accord.id()).map(CompiledAccord::accord);
    for (var party : accord.parties()) {
      var known = before.flatMap(one -> one.party(party.id())).map(Agreements::signKeys);
      var vouched = known.isPresent() ? known : card(party.id()).map(Agreements::signKeys);
      if (vouched.isEmpty()) {
        return Optional.of(
            "%s (%s) is no confirmed peer: add and confirm its node card first"
                .formatted(party.country(), party.id()));
      }
      if (!vouched.get().containsAll(signKeys(party))) {
        return Optional.of(
            "the signing keys of %s (%s) in the accord are not those of its node card"
                .formatted(party.country(), party.id()));
      }
    }
    return Optional.empty();
  }

  private Optional<NodeCard> card(String party) {
    return party.equals(own.identity())
        ? Optional.of(own)
        : peers.identified(party).filter(Peer::confirmed).map(Peer::card);
  }

  private static Set<VerifyingKey> signKeys(Party party) {
    return party.keys().stream()
        .filter(key -> key.use() == KeyUse.SIGN)
        .map(PartyKey::key)
        .collect(Collectors.toSet());
  }

  private static Set<VerifyingKey> signKeys(NodeCard card) {
    return card.keys().stream()
        .filter(key -> key.use() == KeyUse.SIGN)
        .map(CardKey::key)
        .collect(Collectors.toSet());
  }

  public Accords accords() {
    return accords;
  }

  /// The signed document of a revision, byte for byte as it came.
  public Optional<byte[]> document(Sha256 revision) {
    return database.read(connection -> {
      try (var select =
          connection.prepareStatement("select document from accord_revision where digest = ?")) {
        select.setString(1, revision.hex());
        try (var row = select.executeQuery()) {
          return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
        }
      }
    });
  }

  /// Ids of the accords that bind both parties, in force or not.
  public Set<String> between(String one, String other) {
    return accords.all().stream()
        .map(CompiledAccord::accord)
        .filter(accord -> accord.party(one).isPresent() && accord.party(other).isPresent())
        .map(Accord::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  List<CompiledAccord> inForce(String one, String other, Instant at) {
    return accords.inForce(one, other, at);
  }

  /// What decides from one party to the other; the same object until an accord is installed.
  public Between direction(String from, String to) {
    return direction(from, to, Set.of());
  }

  /// @param still accords under which nothing goes now
  Between direction(String from, String to, Set<String> still) {
    return directions.computeIfAbsent(
        new Direction(from, to, Set.copyOf(still)),
        asked -> Between.of(accords, Stances.INITIAL, asked.from, asked.to, asked.still));
  }

  /// The level that holds for what goes from one party to another; empty while it is suspended.
  public Optional<Level> level(Accord accord, String from, String to, Pillar pillar, Instant at) {
    return Stances.INITIAL.holds(accord, from, to, pillar, at);
  }

  /// The highest revision of an accord that is known.
  public Accord latest(String accord) {
    return accords.latest(accord).orElseThrow().accord();
  }

  /// The host that names the logs of this party: that of its node in the first revision.
  public String host(String accord, String party) {
    return accords.all().stream()
        .map(CompiledAccord::accord)
        .filter(one -> one.id().equals(accord) && one.party(party).isPresent())
        .findFirst()
        .flatMap(one -> one.party(party))
        .orElseThrow()
        .node()
        .getHost();
  }

  /// A party's keys now, by the revision in force; where none is, by the latest.
  public PartyKeys keys(String accord, String party) {
    var now = clock.instant();
    var revision = accords.inForce(accord, now).map(CompiledAccord::accord);
    return new PartyKeys(
        revision
            .flatMap(one -> one.party(party))
            .or(() -> latest(accord).party(party))
            .orElseThrow(),
        now);
  }

  /// Who signs the checkpoints of a party's log: now, and ever.
  public AuthorKeys logKeys(String accord, String party, LogOrigin origin) {
    return new AuthorKeys() {
      @Override
      public NoteKeys now() throws ProofInvalid {
        return keys(accord, party).log(origin);
      }

      @Override
      public List<NoteKeys> ever() {
        return revisions(accord, party).stream()
            .flatMap(one -> PartyKeys.everyLog(one, origin))
            .distinct()
            .toList();
      }
    };
  }

  /// That a party's keys, as some revision of the accord lists them, signed a receipt that was
  /// taken before: keys come and go, what they signed stays signed.
  public void verifyEver(String accord, String party, SignedReceipt receipt) throws ProofInvalid {
    PartyKeys.verifyEver(revisions(accord, party), receipt);
  }

  /// A party as every revision of an accord has it, the newest first.
  private List<Party> revisions(String accord, String party) {
    return accords.all().reversed().stream()
        .map(CompiledAccord::accord)
        .filter(one -> one.id().equals(accord))
        .flatMap(one -> one.party(party).stream())
        .toList();
  }

  /// Every revision in a store, for whoever shows what there is without a node: none is compiled.
  public static List<Accord> installed(Connection connection) throws SQLException {
    try (var select = connection.prepareStatement("select document from accord_revision");
        var rows = select.executeQuery()) {
      var found = new ArrayList<Accord>();
      while (rows.next()) {
        found.add(SignedAccord.kept(rows.getBytes(1)));
      }
      return found;
    }
  }

  private static boolean insert(Connection connection, Accord accord, byte[] document, Instant now)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into accord_revision (digest, accord, revision, document, installed)"
                + " values (?, ?, ?, ?, ?)")) {
      insert.setString(1, accord.digest().hex());
      insert.setString(2, accord.id());
      insert.setLong(3, accord.revision());
      insert.setBytes(4, document);
      insert.setLong(5, Micros.of(now));
      return insert.executeUpdate() == 1;
    }
  }

  private static Map<CompiledAccord, Instant> load(Connection connection) throws SQLException {
    try (var select =
            connection.prepareStatement("select document, installed from accord_revision");
        var rows = select.executeQuery()) {
      var found = new HashMap<CompiledAccord, Instant>();
      while (rows.next()) {
        found.put(SignedAccord.read(rows.getBytes(1)).accord(), Micros.instant(rows.getLong(2)));
      }
      return found;
    } catch (AccordRejected e) {
      throw new IllegalStateException("an accord that was installed no longer reads", e);
    }
  }
}
