package org.entente.control;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.entente.json.CanonicalJson;
import org.entente.storage.Home;

/// The caller's side of the [ControlSocket].
public final class ControlClient {
  private ControlClient() {}

  /// Has the serving node run what was typed, and shows what it says; empty when no node serves
  /// this home. Throws when the node goes away before it has answered.
  public static OptionalInt forward(
      Path home, Invocation invocation, PrintStream out, PrintStream err) throws IOException {
    var file = new Home(home).controlSocket();
    if (!Files.exists(file) || !ControlSocket.fits(home)) {
      return OptionalInt.empty();
    }
    SocketChannel channel;
    try {
      channel = SocketChannel.open(UnixDomainSocketAddress.of(file));
    } catch (IOException e) {
      return OptionalInt.empty(); // left behind by a process that was killed
    }
    try (channel) {
      var request = new DataOutputStream(Channels.newOutputStream(channel));
      var bytes = CanonicalJson.bytes(invocation.json());
      request.writeInt(bytes.length);
      request.write(bytes);
      var answers = new DataInputStream(Channels.newInputStream(channel));
      return OptionalInt.of(Frame.copy(answers, out, err));
    }
  }
}
