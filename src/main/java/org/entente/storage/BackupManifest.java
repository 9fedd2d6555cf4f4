package org.entente.storage;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.entente.crypto.Sha256;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;

/// `backup.json`, written last, so that a backup without it was cut short:
///
///     {"at":"2026-11-22T16:00:00Z","backup":1,"files":[
///       {"path":"entente.db","sha256":"9f86…","size":1048576}, …]}
///
/// Paths are relative with `/` between folders and never leave the backup.
public record BackupManifest(Instant at, List<Entry> files) {
  static final String NAME = "backup.json";
  private static final long FORMAT = 1;

  public record Entry(String path, Sha256 digest, long size) {
    public Entry {
      if (path.isEmpty()
          || path.startsWith("/")
          || path.indexOf('\0') >= 0
          || List.of(path.split("/", -1)).contains("..")) {
        throw new IllegalArgumentException("path \"" + path + "\" leaves the backup");
      }
      if (size < 0) {
        throw new IllegalArgumentException("\"" + path + "\" has no size");
      }
    }
  }

  public BackupManifest {
    files = List.copyOf(files);
  }

  public byte[] bytes() {
    return CanonicalJson.bytes(
        JsonValue.object()
            .put("backup", FORMAT)
            .put("at", at.toString())
            .put("files", JsonValue.array(files, BackupManifest::form))
            .build());
  }

  private static JsonObject form(Entry entry) {
    return JsonValue.object()
        .put("path", entry.path())
        .put("sha256", entry.digest().hex())
        .put("size", entry.size())
        .build();
  }

  /// Empty when the bytes are not a manifest of this format.
  public static Optional<BackupManifest> parse(byte[] bytes) {
    try {
      var json = Json.parseObject(bytes);
      if (json.integer("backup").orElse(0L) != FORMAT) {
        return Optional.empty();
      }
      var files = json.array("files").stream().map(BackupManifest::entry).toList();
      return Optional.of(new BackupManifest(Instant.parse(json.string("at").orElse("")), files));
    } catch (MalformedJson | IllegalArgumentException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Entry entry(JsonValue item) {
    if (!(item instanceof JsonObject entry)) {
      throw new IllegalArgumentException("an entry is an object");
    }
    return new Entry(
        entry.string("path").orElse(""),
        Sha256.ofHex(entry.string("sha256").orElse("")),
        entry.integer("size").orElse(-1L));
  }
}
