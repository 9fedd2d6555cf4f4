package org.entente.control;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.entente.storage.Home;
import org.entente.storage.StorageFailure;

/// The way into a serving node: a Unix-domain socket in its home, for its owner alone. A caller
/// sends what was typed ([Invocation], length first), the command runs here, and what it says goes
/// back in [Frame]s, the last one being the exit code.
///
/// A caller who goes away does not undo what has begun.
public final class ControlSocket implements AutoCloseable {
  /// Runs what was typed; the exit code.
  public interface Handler {
    int run(Invocation invocation, PrintStream out, PrintStream err);
  }

  /// What Linux and macOS leave for a socket's path.
  private static final int MAX_PATH = 100;

  private static final System.Logger LOG = System.getLogger(ControlSocket.class.getName());

  private final Handler handler;
  private final Path file;
  private final ServerSocketChannel server;

  private ControlSocket(Handler handler, Path file, ServerSocketChannel server) {
    this.handler = handler;
    this.file = file;
    this.server = server;
  }

  public static boolean fits(Path home) {
    return new Home(home).controlSocket().toString().getBytes(StandardCharsets.UTF_8).length
        <= MAX_PATH;
  }

  /// The home must be owned by this process.
  public static ControlSocket open(Home home, Handler handler) {
    var file = home.controlSocket();
    try {
      Files.deleteIfExists(file); // of a process that was killed: the home's lock is ours
      var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(file));
      // The home is 0700, so nobody gets in between these two lines either.
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      var socket = new ControlSocket(handler, file, server);
      Thread.ofVirtual().name("control-socket").start(socket::accept);
      return socket;
    } catch (IOException e) {
      throw new StorageFailure("cannot open " + file + ": " + e.getMessage(), e);
    }
  }

  private void accept() {
    try {
      while (true) {
        var caller = server.accept();
        Thread.ofVirtual().name("control-caller").start(() -> serve(caller));
      }
    } catch (ClosedChannelException e) {
      LOG.log(Level.DEBUG, "event=control-socket-closed");
    } catch (IOException e) {
      LOG.log(Level.ERROR, "event=control-socket-failed reason=" + e.getMessage());
    }
  }

  private void serve(SocketChannel caller) {
    try (caller) {
      var invocation = Invocation.read(new DataInputStream(Channels.newInputStream(caller)));
      var stream =
          new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(caller), 1 << 16));
      var out = new PrintStream(new Frame.Writer(stream, Frame.OUT), false, StandardCharsets.UTF_8);
      var err = new PrintStream(new Frame.Writer(stream, Frame.ERR), true, StandardCharsets.UTF_8);
      var exit = handler.run(invocation, out, err);
      out.flush();
      err.flush();
      Frame.writeExit(stream, exit);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "event=control-caller-lost reason=" + e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "event=control-socket-not-removed reason=" + e.getMessage());
    }
  }
}
