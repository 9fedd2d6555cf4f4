package org.entente.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.entente.stix.MalformedStix;
import org.entente.stix.StandardMarkings;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;

/// Any number of objects out of some real ones: the same objects again in other worlds, in which
/// every UUID has its first eight digits changed by the same number, so that references still meet.
/// What everybody knows under one id, the TLP markings, keeps it.
final class Worlds {
  private static final int UUID_LENGTH = 36;

  private final List<StixObject> sample;

  Worlds(List<StixObject> sample) {
    this.sample = List.copyOf(sample);
  }

  /// How many objects a world has.
  int size() {
    return sample.size();
  }

  /// The objects with these numbers. A world has as many as the sample.
  List<StixObject> objects(long from, int count) {
    var objects = new ArrayList<StixObject>(count);
    for (long number = from; number < from + count; number++) {
      var original = sample.get((int) (number % sample.size()));
      objects.add(renamed(original, number / sample.size()));
    }
    return objects;
  }

  /// As a bundle; how many bytes the objects have.
  static long write(List<StixObject> objects, Path file) throws IOException {
    long bytes = 0;
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      var before = "{\"type\":\"bundle\",\"id\":\"bundle--1\",\"objects\":[";
      for (var each : objects) {
        out.write(before.getBytes(StandardCharsets.UTF_8));
        out.write(each.bytes());
        bytes += each.size();
        before = ",\n";
      }
      out.write("]}".getBytes(StandardCharsets.UTF_8));
    }
    return bytes;
  }

  private static StixObject renamed(StixObject object, long world) {
    var text = new StringBuilder(new String(object.bytes(), StandardCharsets.UTF_8));
    for (int at = text.indexOf("--"); at >= 0; at = text.indexOf("--", at + 2)) {
      int uuid = at + 2;
      if (isUuid(text, uuid) && !isStandardMarking(text, uuid)) {
        long old = Long.parseLong(text, uuid, uuid + 8, 16);
        long mixed = old ^ ((world * 0x9e3779b9L) & 0xffffffffL);
        text.replace(uuid, uuid + 8, "%08x".formatted(mixed));
      }
    }
    try {
      return StixObject.read(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (MalformedStix e) {
      throw new IllegalStateException("a renamed object no longer reads", e);
    }
  }

  private static boolean isUuid(CharSequence text, int at) {
    return at + UUID_LENGTH <= text.length()
        && text.charAt(at + 8) == '-'
        && text.subSequence(at, at + 8)
            .chars()
            .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  private static boolean isStandardMarking(CharSequence text, int uuid) {
    return StixId.parse("marking-definition--" + text.subSequence(uuid, uuid + UUID_LENGTH))
        .filter(StandardMarkings::isStandard)
        .isPresent();
  }
}
