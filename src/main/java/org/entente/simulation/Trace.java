package org.entente.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.entente.crypto.Sha256;

/// What happened, in order: the end of it to read when something went wrong, and a digest of all of
/// it by which one sees that a seed replays exactly.
final class Trace {
  private static final int KEPT = 5_000;

  private final String place;
  private final MessageDigest digest = Sha256.digest();
  private final Deque<String> last = new ArrayDeque<>();
  private int step;
  private long faults;

  /// @param folder where this world is on the disk, which does not belong to what happened
  Trace(Path folder) {
    this.place = folder.toString();
  }

  void step(String what) {
    step++;
    add(what);
  }

  void fault(String what) {
    faults++;
    add("! " + what);
  }

  void add(String what) {
    var line = step + " " + what.replace(place, "");
    digest.update(line.getBytes(UTF_8));
    last.add(line);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
  }

  int steps() {
    return step;
  }

  long faults() {
    return faults;
  }

  List<String> last() {
    return List.copyOf(last);
  }

  String digest() {
    return Sha256.ofBytes(digest.digest()).hex();
  }
}
