package org.entente.control;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/// A piece of what a command says, on its way back over the control socket:
///
///     kind (1 byte) | length (4 bytes, big endian) | bytes
///
/// with kind 1 standard output, 2 standard error, 3 the exit code in four bytes, which is last.
public final class Frame {
  static final int OUT = 1;
  static final int ERR = 2;
  static final int EXIT = 3;

  private static final int MAX_LENGTH = 1 << 20;

  private Frame() {}

  static void writeExit(DataOutputStream stream, int exit) throws IOException {
    synchronized (stream) {
      stream.writeByte(EXIT);
      stream.writeInt(Integer.BYTES);
      stream.writeInt(exit);
      stream.flush();
    }
  }

  /// Copies frames to the caller's own streams until the exit code, which is returned.
  public static int copy(DataInputStream in, PrintStream out, PrintStream err) throws IOException {
    while (true) {
      int kind = in.readUnsignedByte();
      int length = in.readInt();
      if (length < 0 || length > MAX_LENGTH) {
        throw new IOException("a frame of " + length + " bytes");
      }
      var bytes = in.readNBytes(length);
      switch (kind) {
        case OUT -> show(bytes, out);
        case ERR -> show(bytes, err);
        case EXIT -> {
          if (bytes.length != Integer.BYTES) {
            throw new IOException("an exit code of " + bytes.length + " bytes");
          }
          return java.nio.ByteBuffer.wrap(bytes).getInt();
        }
        default -> throw new IOException("a frame of kind " + kind);
      }
    }
  }

  private static void show(byte[] bytes, PrintStream stream) {
    stream.write(bytes, 0, bytes.length);
    stream.flush();
  }

  /// Writes each piece as one frame; both streams of a command share the connection.
  static final class Writer extends OutputStream {
    private final DataOutputStream stream;
    private final int kind;

    Writer(DataOutputStream stream, int kind) {
      this.stream = stream;
      this.kind = kind;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      synchronized (stream) {
        for (int at = offset; at < offset + length; at += MAX_LENGTH) {
          int piece = Math.min(MAX_LENGTH, offset + length - at);
          stream.writeByte(kind);
          stream.writeInt(piece);
          stream.write(bytes, at, piece);
        }
      }
    }

    @Override
    public void flush() throws IOException {
      synchronized (stream) {
        stream.flush();
      }
    }
  }
}
