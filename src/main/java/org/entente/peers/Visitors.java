package org.entente.peers;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.entente.crypto.Sha256;
import org.jspecify.annotations.Nullable;

/// Who is connected to the partner port, so that nobody can take the connections of all. Strangers,
/// who have not shown a key yet, have a few places and little time, and each partner has its own;
/// where one place too many is taken, whoever came first among the same gives up his. A partner
/// that shakes hands takes a moment, so a crowd of strangers keeps none out.
final class Visitors implements Connection.Listener, SslHandshakeListener {
  private final PortLimits limits;
  private final SequencedSet<EndPoint> strangers = new LinkedHashSet<>();
  private final Map<Sha256, SequencedSet<EndPoint>> partners = new HashMap<>();
  private final Map<EndPoint, Sha256> shown = new HashMap<>();

  Visitors(PortLimits limits) {
    this.limits = limits;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof SslConnection) {
      var guest = connection.getEndPoint();
      guest.setIdleTimeout(limits.handshake().toMillis());
      close(enter(guest));
    }
  }

  private synchronized Optional<EndPoint> enter(EndPoint guest) {
    return enter(strangers, guest, limits.strangers());
  }

  /// Whoever must leave for it.
  private static Optional<EndPoint> enter(SequencedSet<EndPoint> room, EndPoint guest, int places) {
    room.add(guest);
    return room.size() > places ? Optional.of(room.removeFirst()) : Optional.empty();
  }

  @Override
  public void handshakeSucceeded(Event event) {
    var guest = outer(event.getEndPoint());
    var key = key(event);
    if (key == null) {
      guest.close();
      return;
    }
    guest.setIdleTimeout(limits.idle().toMillis());
    close(enter(guest, key));
  }

  /// The network's end of the connection, whichever end of TLS is told of.
  private static EndPoint outer(EndPoint told) {
    return told instanceof SslConnection.SslEndPoint inner
        ? inner.getSslConnection().getEndPoint()
        : told;
  }

  private synchronized Optional<EndPoint> enter(EndPoint guest, Sha256 key) {
    strangers.remove(guest);
    shown.put(guest, key);
    var room = partners.computeIfAbsent(key, _ -> new LinkedHashSet<>());
    return enter(room, guest, limits.connectionsOfOnePartner());
  }

  private static @Nullable Sha256 key(Event event) {
    try {
      var chain = event.getSSLEngine().getSession().getPeerCertificates();
      return Sha256.of(chain[0].getPublicKey().getEncoded());
    } catch (SSLPeerUnverifiedException e) {
      return null; // the handshake asks for a certificate, so there is one
    }
  }

  @Override
  public synchronized void onClosed(Connection connection) {
    if (connection instanceof SslConnection) {
      var guest = connection.getEndPoint();
      strangers.remove(guest);
      var key = shown.remove(guest);
      var room = key == null ? null : partners.get(key);
      if (room != null) {
        room.remove(guest);
        if (room.isEmpty()) {
          partners.remove(key);
        }
      }
    }
  }

  /// Never while the list is locked: closing tells this listener.
  private static void close(Optional<EndPoint> guest) {
    guest.ifPresent(EndPoint::close);
  }
}
