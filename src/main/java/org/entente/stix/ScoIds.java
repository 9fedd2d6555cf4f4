package org.entente.stix;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.entente.json.CanonicalJson;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;

/// The deterministic ids of STIX cyber-observable objects (STIX 2.1 §2.9): UUIDv5 over the RFC 8785
/// form of the properties that §6 calls id-contributing, so that two producers who saw the same
/// value speak of the same object.
///
/// `{"type":"ipv4-addr","value":"198.51.100.3"}` hashes `{"value":"198.51.100.3"}` and becomes
/// `ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4`.
public final class ScoIds {
  private static final UUID NAMESPACE = UUID.fromString("00abedb4-aa42-466c-9c01-fed23315a9b7");

  private static final Map<String, List<String>> CONTRIBUTING =
      Map.ofEntries(
          Map.entry("artifact", List.of("hashes", "payload_bin")),
          Map.entry("autonomous-system", List.of("number")),
          Map.entry("directory", List.of("path")),
          Map.entry("domain-name", List.of("value")),
          Map.entry("email-addr", List.of("value")),
          Map.entry("email-message", List.of("from_ref", "subject", "body")),
          Map.entry("file", List.of("hashes", "name", "parent_directory_ref", "extensions")),
          Map.entry("ipv4-addr", List.of("value")),
          Map.entry("ipv6-addr", List.of("value")),
          Map.entry("mac-addr", List.of("value")),
          Map.entry("mutex", List.of("name")),
          Map.entry(
              "network-traffic",
              List.of(
                  "start",
                  "end",
                  "src_ref",
                  "dst_ref",
                  "src_port",
                  "dst_port",
                  "protocols",
                  "extensions")),
          Map.entry("process", List.of()),
          Map.entry("software", List.of("name", "cpe", "swid", "vendor", "version")),
          Map.entry("url", List.of("value")),
          Map.entry("user-account", List.of("account_type", "user_id", "account_login")),
          Map.entry("windows-registry-key", List.of("key", "values")),
          Map.entry("x509-certificate", List.of("hashes", "serial_number")));

  /// §2.9: of several hashes the first of these contributes, else the first by name.
  private static final List<String> PREFERRED_HASHES =
      List.of("MD5", "SHA-1", "SHA-256", "SHA-512");

  private ScoIds() {}

  /// The id that STIX derives; empty when nothing contributes (a process, an unknown type), where
  /// §2.9 asks for a UUIDv4.
  public static Optional<StixId> derive(JsonObject object) {
    var type = object.string("type").orElse("");
    var contributing = JsonValue.object();
    boolean any = false;
    for (var property : CONTRIBUTING.getOrDefault(type, List.of())) {
      var value = object.get(property);
      if (value.isPresent()) {
        contributing.put(property, property.equals("hashes") ? oneHash(value.get()) : value.get());
        any = true;
      }
    }
    return any
        ? Optional.of(new StixId(type + "--" + uuid5(CanonicalJson.bytes(contributing.build()))))
        : Optional.empty();
  }

  private static JsonValue oneHash(JsonValue value) {
    if (!(value instanceof JsonObject hashes) || hashes.members().isEmpty()) {
      return value;
    }
    var name =
        PREFERRED_HASHES.stream()
            .filter(hashes::has)
            .findFirst()
            .or(() -> hashes.members().keySet().stream().min(String::compareTo))
            .orElseThrow();
    return JsonValue.object().put(name, hashes.get(name).orElseThrow()).build();
  }

  /// RFC 4122 §4.3 with SHA-1, which names things here and protects nothing.
  private static UUID uuid5(byte[] name) {
    var digest = ByteBuffer.wrap(sha1().digest(namespaced(name)));
    long high = (digest.getLong() & ~0xf000L) | 0x5000L;
    long low = (digest.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  private static byte[] namespaced(byte[] name) {
    return ByteBuffer.allocate(16 + name.length)
        .putLong(NAMESPACE.getMostSignificantBits())
        .putLong(NAMESPACE.getLeastSignificantBits())
        .put(name)
        .array();
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
