package org.entente.stix;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.entente.json.Json;
import org.entente.json.JsonValue.JsonString;
import org.entente.json.MalformedJson;

/// Cuts a JSON text of any length into its values without reading them: it knows strings and
/// brackets and nothing else, so one broken object does not hide those after it. Memory is one
/// buffer, and what is being recorded, up to a limit.
final class JsonFrames {
  private static final int BUFFER = 1 << 16;
  private static final int MAX_STRING = 4_096;
  private static final int END = -1;
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream in;
  private final int maxRecorded;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int filled;
  private long consumedBefore;

  private final ByteArrayOutputStream recorded = new ByteArrayOutputStream(2_048);
  private boolean recording;
  private boolean tooLong;
  private int recordFrom;

  JsonFrames(InputStream in, int maxRecorded) {
    this.in = in;
    this.maxRecorded = maxRecorded;
  }

  /// The next byte that is not white space, without taking it; -1 at the end.
  int peek() throws IOException {
    while (true) {
      int b = peekRaw();
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b;
      }
      at++;
    }
  }

  /// Takes this byte, after white space, or says what stands there instead.
  void take(char wanted) throws IOException, MalformedJson {
    if (peek() != wanted) {
      throw new MalformedJson("expected " + wanted + ", found " + found());
    }
    at++;
  }

  /// Takes this byte if it comes next.
  boolean takeIf(char wanted) throws IOException {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  /// A UTF-8 byte order mark at the very beginning is not part of the text (RFC 8259 §8.1).
  void skipByteOrderMark() throws IOException {
    filled = in.readNBytes(buffer, 0, MARK.length); // a stream may give one byte at a time
    if (filled == MARK.length && Arrays.equals(buffer, 0, MARK.length, MARK, 0, MARK.length)) {
      at = filled;
    }
  }

  /// Takes one string, such as a member's name, and reads it; what is too long to matter, or no
  /// string, reads as empty.
  Optional<String> string() throws IOException, MalformedJson {
    if (peek() != '"') {
      skipValue();
      return Optional.empty();
    }
    var raw = new ByteArrayOutputStream(32);
    raw.write(next());
    for (int b = next(); b != '"'; b = next()) {
      raw.write(b);
      if (b == '\\') {
        raw.write(next());
      }
      if (raw.size() > MAX_STRING) {
        skipStringRest();
        return Optional.empty();
      }
    }
    raw.write('"');
    return Optional.of(((JsonString) Json.parse(raw.toByteArray())).text());
  }

  /// Takes one value of any kind and forgets it.
  void skipValue() throws IOException, MalformedJson {
    int first = peek();
    if (first == '{' || first == '[' || first == '"') {
      skipFramed();
    } else {
      skipScalar();
    }
  }

  private void skipFramed() throws IOException, MalformedJson {
    int depth = 0;
    do {
      switch (next()) {
        case '"' -> skipStringRest();
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
    } while (depth > 0);
  }

  private void skipStringRest() throws IOException, MalformedJson {
    for (int b = next(); b != '"'; b = next()) {
      if (b == '\\') {
        next();
      }
    }
  }

  private void skipScalar() throws IOException, MalformedJson {
    boolean any = false;
    for (int b = peek(); b != END && " \t\r\n,]}:\"[{".indexOf(b) < 0; b = peekRaw()) {
      at++;
      any = true;
    }
    if (!any) {
      throw new MalformedJson("expected a value, found " + found());
    }
  }

  /// From here on, what is taken is kept as it stands, white space included.
  void record() throws IOException {
    peek();
    recorded.reset();
    recording = true;
    tooLong = false;
    recordFrom = at;
  }

  /// The bytes taken since [#record]; empty when they were more than the limit.
  Optional<byte[]> recorded() {
    keep();
    recording = false;
    return tooLong ? Optional.empty() : Optional.of(recorded.toByteArray());
  }

  void forget() {
    recording = false;
    recorded.reset();
  }

  private void keep() {
    int length = at - recordFrom;
    if (recorded.size() + length > maxRecorded) {
      tooLong = true;
      recorded.reset();
    } else if (!tooLong) {
      recorded.write(buffer, recordFrom, length);
    }
  }

  /// How many bytes were taken so far.
  long position() {
    return consumedBefore + at;
  }

  private String found() throws IOException {
    int b = peek();
    var what = b == END ? "the end" : "'" + (char) b + "'";
    return what + ", at byte " + position();
  }

  private int next() throws IOException, MalformedJson {
    int b = peekRaw();
    if (b == END) {
      throw new MalformedJson("ends too early, at byte " + position());
    }
    at++;
    return b;
  }

  private int peekRaw() throws IOException {
    if (at == filled && !fill()) {
      return END;
    }
    return buffer[at] & 0xff;
  }

  private boolean fill() throws IOException {
    if (recording) {
      keep();
    }
    consumedBefore += at;
    at = 0;
    recordFrom = 0;
    filled = Math.max(0, in.read(buffer, 0, BUFFER));
    return filled > 0;
  }
}
