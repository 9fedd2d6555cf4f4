package org.entente.tlog;

import java.nio.charset.StandardCharsets;

/// The name of one log, the first line of each of its checkpoints (tlog-checkpoint, "Note text"):
///
///     node.cert.example/entente/accord--6f1c…/identity--a1…-identity--b2…/1
///
/// that is HOST/entente/ACCORD-ID/FROM-TO/EPOCH. HOST is fixed for the epoch, FROM and TO are the
/// parties' identity ids. At most 255 bytes, because ML-DSA-44 cosignatures carry it with a one-byte
/// length.
public record LogOrigin(String text) {
  private static final int MAX_BYTES = 255;

  public LogOrigin {
    if (text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new IllegalArgumentException("an origin has 1 to 255 bytes: \"" + text + "\"");
    }
    if (!text.codePoints().allMatch(LogOrigin::permitted)) {
      throw new IllegalArgumentException(
          "an origin has no spaces, controls or plus signs: \"" + text + "\"");
    }
  }

  public static LogOrigin of(String host, String accord, String from, String to, int epoch) {
    return new LogOrigin("%s/entente/%s/%s-%s/%d".formatted(host, accord, from, to, epoch));
  }

  /// Key names have the same restriction (signed-note, "Format").
  static boolean permitted(int point) {
    return point != '+' && !Character.isISOControl(point) && !Character.isSpaceChar(point);
  }

  @Override
  public String toString() {
    return text;
  }
}
