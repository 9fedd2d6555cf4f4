package org.entente.peers;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.entente.crypto.Sha256;
import org.entente.storage.Database;

/// The partners' nodes that this one knows, in the table `peer`.
public final class Peers {
  private final Database database;

  public Peers(Database database) {
    this.database = database;
  }

  /// What became of a card that was handed in.
  public sealed interface Added {
    /// The card is known; compare its words, then confirm.
    record Unconfirmed(Peer peer) implements Added {}

    /// The card is the one that was confirmed before.
    record Known(Peer peer) implements Added {}

    /// A confirmed peer is not replaced by another card of the same identity or key.
    record Refused(String reason) implements Added {}
  }

  public Added add(NodeCard card) {
    return database.write(connection -> {
      var known = find(connection, "identity = ?", card.identity());
      if (known.isPresent() && known.get().confirmed()) {
        return known.get().card().equals(card)
            ? new Added.Known(known.get())
            : new Added.Refused(
                card.identity()
                    + " is confirmed with another card; remove that peer first, on the word of"
                    + " people you know");
      }
      var holder = find(connection, "tls = ?", card.tls().hex());
      if (holder.isPresent() && !holder.get().identity().equals(card.identity())) {
        return new Added.Refused("its TLS key is already the key of " + holder.get().identity());
      }
      insert(connection, card);
      return new Added.Unconfirmed(new Peer(card, false));
    });
  }

  /// Confirms a peer when the words are those of its card; false when they are not.
  public boolean confirm(String identity, Fingerprint words) {
    return database.write(connection -> {
      var peer = find(connection, "identity = ?", identity);
      if (peer.isEmpty() || !peer.get().card().fingerprint().equals(words)) {
        return false;
      }
      try (var update =
          connection.prepareStatement("UPDATE peer SET confirmed = 1 WHERE identity = ?")) {
        update.setString(1, identity);
        return update.executeUpdate() == 1;
      }
    });
  }

  public List<Peer> all() {
    return database.read(connection -> {
      try (var select =
          connection.prepareStatement("SELECT card, confirmed FROM peer ORDER BY identity")) {
        var rows = select.executeQuery();
        var peers = new ArrayList<Peer>();
        while (rows.next()) {
          peers.add(peer(rows));
        }
        return peers;
      }
    });
  }

  /// The peers that a person means by a country code, a name or an identity: more than one when two
  /// authorities of one country are known.
  public List<Peer> named(String text) {
    var wanted = text.strip().toLowerCase(Locale.ROOT);
    return all().stream()
        .filter(peer ->
            peer.identity().equals(wanted)
                || peer.card().country().toLowerCase(Locale.ROOT).equals(wanted)
                || peer.card().name().toLowerCase(Locale.ROOT).equals(wanted))
        .toList();
  }

  public Optional<Peer> identified(String identity) {
    return database.read(connection -> find(connection, "identity = ?", identity));
  }

  /// The identity of the confirmed peer that shows this key in TLS; asked at every request.
  public Optional<String> confirmedWith(Sha256 tls) {
    return database.read(connection -> {
      try (var select =
          connection.prepareStatement(
              "SELECT identity FROM peer WHERE tls = ? AND confirmed = 1")) {
        select.setString(1, tls.hex());
        try (var row = select.executeQuery()) {
          return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
      }
    });
  }

  private static void insert(Connection connection, NodeCard card) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO peer (identity, tls, card, confirmed) VALUES (?, ?, ?, 0)
            ON CONFLICT (identity) DO UPDATE SET tls = excluded.tls, card = excluded.card\
            """)) {
      insert.setString(1, card.identity());
      insert.setString(2, card.tls().hex());
      insert.setBytes(3, card.bytes());
      insert.executeUpdate();
    }
  }

  private static Optional<Peer> find(Connection connection, String condition, String value)
      throws SQLException {
    try (var select =
        connection.prepareStatement("SELECT card, confirmed FROM peer WHERE " + condition)) {
      select.setString(1, value);
      var row = select.executeQuery();
      return row.next() ? Optional.of(peer(row)) : Optional.empty();
    }
  }

  private static Peer peer(ResultSet row) throws SQLException {
    try {
      return new Peer(NodeCard.read(row.getBytes(1)), row.getBoolean(2));
    } catch (MalformedCard e) {
      throw new IllegalStateException("a card that was stored no longer reads", e);
    }
  }
}
