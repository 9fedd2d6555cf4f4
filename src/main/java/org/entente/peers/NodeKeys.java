package org.entente.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.entente.accord.KeyUse;
import org.entente.crypto.Algorithm;
import org.entente.crypto.Jws.KeyInUse;
import org.entente.crypto.SigningKey;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;
import org.entente.storage.DurableFile;
import org.entente.storage.StorageFailure;

/// A node's private keys, one classical and one quantum-safe for each use, and its TLS identity;
/// files in the home's `keys` folder, each 0600:
///
///     sign-Ed25519.json  sign-ML-DSA-65.json    the signatories', kept elsewhere once in earnest
///     node-Ed25519.json  node-ML-DSA-65.json    receipts
///     log-Ed25519.json   log-ML-DSA-44.json     checkpoints
///     hold-Ed25519.json  hold-ML-DSA-44.json    "I hold every entry up to this size", nothing else
///     tls.json
///
/// A node serves without the `sign` keys; only `accord sign` asks for them.
public final class NodeKeys {
  private static final String TLS = "tls.json";
  private static final String LOST =
      "put the keys folder back as it was, from the last backup: new keys would be another node";

  private final Map<KeyUse, List<KeyInUse>> keys;
  private final TlsIdentity tls;

  private NodeKeys(Map<KeyUse, List<KeyInUse>> keys, TlsIdentity tls) {
    this.keys = keys;
    this.tls = tls;
  }

  public static NodeKeys generate(Instant now) {
    var keys = new EnumMap<KeyUse, List<KeyInUse>>(KeyUse.class);
    for (var use : KeyUse.values()) {
      keys.put(
          use,
          algorithms(use).stream().map(SigningKey::generate).map(key -> named(use, key)).toList());
    }
    return new NodeKeys(keys, TlsIdentity.generate(now));
  }

  /// Writes every key into the folder, which must exist.
  public void write(Path folder) {
    keys.forEach((use, pair) ->
        pair.forEach(key ->
            DurableFile.write(
                file(folder, use, key.key().publicKey().algorithm()),
                CanonicalJson.bytes(key.key().toJson()))));
    DurableFile.write(folder.resolve(TLS), CanonicalJson.bytes(tls.toJson()));
  }

  /// Reads the keys; the `sign` keys may be absent.
  public static NodeKeys read(Path folder) {
    var keys = new EnumMap<KeyUse, List<KeyInUse>>(KeyUse.class);
    for (var use : KeyUse.values()) {
      keys.put(use, use == KeyUse.SIGN ? signatories(folder) : pair(folder, use));
    }
    return new NodeKeys(keys, tls(folder.resolve(TLS)));
  }

  /// The signatories' keys in a folder, which need hold nothing else; empty when they are not
  /// there.
  public static List<KeyInUse> signing(Path folder) {
    return requirePaired(folder, KeyUse.SIGN, signatories(folder));
  }

  private static List<KeyInUse> signatories(Path folder) {
    boolean there =
        algorithms(KeyUse.SIGN).stream()
            .allMatch(algorithm -> Files.exists(file(folder, KeyUse.SIGN, algorithm)));
    return there ? pair(folder, KeyUse.SIGN) : List.of();
  }

  /// That the two halves of each key are of each other: a spoilt file may still read as a key, and
  /// nobody would believe what it signs. Takes a moment, so not every command asks.
  ///
  /// @param folder where they were read
  public void requirePaired(Path folder) {
    keys.forEach((use, pair) -> requirePaired(folder, use, pair));
    if (!tls.isPaired()) {
      throw notPaired(folder.resolve(TLS));
    }
  }

  private static List<KeyInUse> requirePaired(Path folder, KeyUse use, List<KeyInUse> pair) {
    for (var each : pair) {
      if (!each.key().isPaired()) {
        throw notPaired(file(folder, use, each.key().publicKey().algorithm()));
      }
    }
    return pair;
  }

  private static StorageFailure notPaired(Path file) {
    return new StorageFailure(
        "not a key file: " + file + ": its private half is not of its public half", LOST);
  }

  private static List<KeyInUse> pair(Path folder, KeyUse use) {
    return algorithms(use).stream()
        .map(algorithm -> named(use, signingKey(file(folder, use, algorithm))))
        .toList();
  }

  /// The keys of one use, the classical one first; empty for `SIGN` when they are kept elsewhere.
  public List<KeyInUse> of(KeyUse use) {
    return keys.getOrDefault(use, List.of());
  }

  public TlsIdentity tls() {
    return tls;
  }

  /// The public halves, as a card lists them.
  public List<CardKey> publicKeys() {
    return keys.entrySet().stream()
        .flatMap(entry ->
            entry.getValue().stream()
                .map(key -> new CardKey(key.kid(), entry.getKey(), key.key().publicKey())))
        .toList();
  }

  /// What each use needs, one key of each: signatures of both count, or neither.
  static List<Algorithm> algorithms(KeyUse use) {
    return switch (use) {
      case SIGN, NODE -> List.of(Algorithm.ED25519, Algorithm.ML_DSA_65);
      case LOG, HOLD -> List.of(Algorithm.ED25519, Algorithm.ML_DSA_44);
    };
  }

  private static KeyInUse named(KeyUse use, SigningKey key) {
    return new KeyInUse(CardKey.of(use, key.publicKey()).kid(), key);
  }

  private static Path file(Path folder, KeyUse use, Algorithm algorithm) {
    return folder.resolve(use.word() + "-" + algorithm.joseName() + ".json");
  }

  private static SigningKey signingKey(Path file) {
    return parsed(file, SigningKey::ofJson);
  }

  private static TlsIdentity tls(Path file) {
    return parsed(file, TlsIdentity::ofJson);
  }

  private static <T> T parsed(Path file, java.util.function.Function<JsonObject, T> form) {
    try {
      return form.apply(Json.parseObject(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new StorageFailure("cannot read the key " + file + ": " + e.getMessage(), LOST);
    } catch (MalformedJson | IllegalArgumentException e) {
      throw new StorageFailure("not a key file: " + file + ": " + e.getMessage(), LOST);
    }
  }
}
