package org.entente.cli;

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
final class ControlClient {
  private ControlClient() {}

  /// Has the serving node run what was typed, and shows what it says; empty when no node serves
  /// this home.
  static OptionalInt forward(Path home, Invocation invocation, PrintStream out, PrintStream err)
      throws Refused {
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
    } catch (IOException e) {
      throw new Refused(
          "node-stopped",
          "the serving node went away before it answered: " + e.getMessage(),
          "look at its last lines on standard error, start it again, then look what was done");
    }
  }
}
