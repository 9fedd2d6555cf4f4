package org.entente.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.entente.accord.KeyUse;
import org.entente.crypto.Jws.KeyInUse;
import org.entente.crypto.Secrets;
import org.entente.crypto.Sha256;
import org.entente.crypto.SigningKey;
import org.entente.json.CanonicalJson;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;

/// Bundles by somebody who has every key: one stage is changed, and all that follows is computed
/// and signed over the changed one, so that a verifier gets past the signatures to what it must
/// judge.
final class Forge {
  /// What is changed, in the order in which it is made.
  enum Stage {
    NOTHING,
    ORIGIN,
    ACCORD,
    ACCORD_HEADER,
    ACCORD_SIGNERS,
    LEAF,
    TREE,
    CHECKPOINT,
    TIME,
    LINES,
    RECEIPT,
    RECEIPT_HEADER,
    RECEIPT_SIGNERS
  }

  private static final long TIME = 1_796_119_200L;

  private final List<Signatory> parties;
  private final Random random;
  private final Stage stage;

  Forge(List<Signatory> parties, Random random, Stage stage) {
    this.parties = parties;
    this.random = random;
    this.stage = stage;
  }

  byte[] bundle() {
    var from = parties.get(0);
    var to = parties.get(1);
    var origin = "node.ma.example/entente/accord--1/" + from.id() + "-" + to.id() + "/1";
    if (stage == Stage.ORIGIN) {
      origin = origin(origin);
    }
    var document = json(Stage.ACCORD, Accords.document(parties.subList(0, 2), 1));
    var signers = new ArrayList<>(from.signers());
    signers.addAll(to.signers());
    var accord =
        jws(
            "entente-accord+jws",
            document,
            others(Stage.ACCORD_SIGNERS, signers),
            Stage.ACCORD_HEADER);
    var header = new byte[] {'{', '}'};
    var salt = Secrets.random(32);
    var leaf = concat(new byte[] {1}, json(Stage.LEAF, leaf(document, Secrets.hmac(salt, header))));
    var tree = new SmallTree(leaf, 1 + random.nextInt(6), random, stage == Stage.TREE);
    var body = origin + "\n" + tree.size() + "\n" + base64(tree.root()) + "\n";
    if (stage == Stage.CHECKPOINT) {
      body = Mutation.text(body, random);
    }
    var holder = to.id() + "/hold";
    var log = note(body, origin, tree, origin, 1, from, KeyUse.LOG);
    var held = note(body, origin, tree, holder, 4, to, KeyUse.HOLD);
    var receipt =
        jws(
            "entente-receipt+jws",
            json(Stage.RECEIPT, receipt(origin, tree, held)),
            others(Stage.RECEIPT_SIGNERS, to.keys().of(KeyUse.NODE)),
            Stage.RECEIPT_HEADER);
    var opening =
        JsonValue.object().put("content", base64(header)).put("salt", base64(salt)).build();
    return CanonicalJson.bytes(
        JsonValue.object()
            .put("accord", accord)
            .put("entente-proof", 1)
            .put("entry", base64(leaf))
            .put("header", opening)
            .put("held", proof(tree, held))
            .put("log", proof(tree, log))
            .put("payload", opening)
            .put("receipt", receipt)
            .build());
  }

  private byte[] json(Stage now, byte[] json) {
    return stage == now ? JsonChange.of(json, random) : json;
  }

  private static byte[] leaf(byte[] accord, byte[] commitment) {
    return CanonicalJson.bytes(
        JsonValue.object()
            .put("accord", Sha256.of(accord).hex())
            .put("at", "2026-12-01T08:00:00.123456Z")
            .put("commit", base64(commitment))
            .put("header", base64(commitment))
            .put("id", "01940000-0000-7000-8000-000000000001")
            .put("seen", 1)
            .put("t", "release")
            .build());
  }

  private byte[] receipt(String origin, SmallTree tree, String held) {
    var verdict =
        JsonValue.object()
            .put("index", tree.index())
            .put("outcome", "quarantined")
            .put("reason", "clause 2.9 forbids it")
            .build();
    return CanonicalJson.bytes(
        JsonValue.object()
            .put("accord", "accord--1")
            .put("checkpoint", held)
            .put("from", random.nextInt(2) == 0 ? 0 : tree.index())
            .put("index", 9)
            .put("log", origin)
            .put("root", base64(tree.root()))
            .put("to", tree.size())
            .put(
                "verdicts",
                JsonValue.array(
                    random.nextBoolean() ? List.of(verdict) : List.<JsonObject>of(), each -> each))
            .build());
  }

  private String origin(String origin) {
    var places = List.of("/1", "/", "node", "accord--1", "identity", "/entente/");
    var others =
        List.of(
            "/0",
            "/01",
            "/2",
            "/-1",
            "/9223372036854775808",
            "/1/",
            "//1",
            "a/b",
            "",
            "é",
            "a b",
            "a+b",
            "a\u0085b",
            "a\u00a0b",
            "x".repeat(200),
            "/1\u0001");
    var place = places.get(random.nextInt(places.size()));
    int at = random.nextBoolean() ? origin.indexOf(place) : origin.lastIndexOf(place);
    return origin.substring(0, at)
        + others.get(random.nextInt(others.size()))
        + origin.substring(at + place.length());
  }

  /// One signer less, one twice, one of somebody else more, or in another order.
  private List<KeyInUse> others(Stage now, List<KeyInUse> signers) {
    if (stage != now) {
      return signers;
    }
    var others = new ArrayList<>(signers);
    var foreign = parties.get(random.nextInt(parties.size()));
    switch (random.nextInt(6)) {
      case 0 -> others.remove(random.nextInt(others.size()));
      case 1 -> others.add(others.get(random.nextInt(others.size())));
      case 2 -> others.addAll(foreign.signers());
      case 3 -> others.addAll(foreign.keys().of(KeyUse.HOLD));
      case 4 -> others.set(random.nextInt(others.size()), foreign.signers().getLast());
      default -> java.util.Collections.shuffle(others, random);
    }
    return others;
  }

  private JsonObject jws(String typ, byte[] payload, List<KeyInUse> signers, Stage header) {
    var encoded = base64Url(payload);
    int changed = stage == header ? random.nextInt(signers.size()) : -1;
    var signatures = new ArrayList<JsonValue>();
    for (int i = 0; i < signers.size(); i++) {
      var key = signers.get(i);
      var fields =
          CanonicalJson.bytes(
              JsonValue.object()
                  .put("alg", key.key().publicKey().algorithm().joseName())
                  .put("kid", key.kid())
                  .put("typ", typ)
                  .build());
      var head = base64Url(i == changed ? JsonChange.of(fields, random) : fields);
      signatures.add(
          JsonValue.object()
              .put("protected", head)
              .put("signature", base64Url(key.key().sign((head + "." + encoded).getBytes(UTF_8))))
              .build());
    }
    return JsonValue.object()
        .put("payload", encoded)
        .put("signatures", new JsonValue.JsonArray(signatures))
        .build();
  }

  private String note(
      String body, String origin, SmallTree tree, String name, int type, Signatory by, KeyUse use) {
    long time =
        stage == Stage.TIME
            ? List.of(0L, -1L, 1L, Long.MIN_VALUE, Long.MAX_VALUE).get(random.nextInt(5))
            : TIME;
    var seconds = ByteBuffer.allocate(8).putLong(time).array();
    var classical =
        type == 1
            ? by.key(use, 0).sign(body.getBytes(UTF_8))
            : concat(
                seconds,
                by.key(use, 0)
                    .sign(("cosignature/v1\ntime " + time + "\n" + body).getBytes(UTF_8)));
    var subtree =
        concat(
            "subtree/v1\n\0".getBytes(UTF_8),
            new byte[] {(byte) name.getBytes(UTF_8).length},
            name.getBytes(UTF_8),
            seconds,
            new byte[] {(byte) origin.getBytes(UTF_8).length},
            origin.getBytes(UTF_8),
            ByteBuffer.allocate(16).putLong(0).putLong(tree.size()).array(),
            tree.root());
    var quantumSafe = concat(seconds, by.key(use, 1).sign(subtree));
    var lines = new ArrayList<String>();
    lines.add(line(name, type, by.key(use, 0), classical));
    lines.add(line(name, 6, by.key(use, 1), quantumSafe));
    if (stage == Stage.LINES) {
      lines(lines, name, type, by.key(use, 0), classical);
    }
    return body + "\n" + String.join("", lines);
  }

  private void lines(List<String> lines, String name, int type, SigningKey key, byte[] signature) {
    switch (random.nextInt(7)) {
      case 0 -> lines.add(lines.getFirst());
      case 1 -> java.util.Collections.swap(lines, 0, 1);
      case 2 -> lines.add(random.nextInt(3), line("stranger.example", 1, key, new byte[64]));
      case 3 -> lines.add(line(name, type == 1 ? 4 : 1, key, signature)); // the other type: unknown
      case 4 -> lines.add(line(name, type, key, new byte[signature.length]));
      case 5 -> {
        int more = 13 + random.nextInt(3);
        for (int i = 0; i < more; i++) {
          lines.add(line("s" + i, 1, key, new byte[1 + random.nextInt(4_997)]));
        }
      }
      default ->
          lines.add(
              line("a" + "+\u00a0\u0085\u0001é".charAt(random.nextInt(5)), 1, key, signature));
    }
  }

  private static String line(String name, int type, SigningKey key, byte[] signature) {
    var id =
        Sha256.of(name.getBytes(UTF_8), new byte[] {'\n', (byte) type}, key.publicKey().raw())
            .bytes();
    return "— " + name + " " + base64(concat(Arrays.copyOf(id, 4), signature)) + "\n";
  }

  private static String proof(SmallTree tree, String note) {
    var text = new StringBuilder("c2sp.org/tlog-proof@v1\nindex " + tree.index() + "\n");
    tree.path().forEach(hash -> text.append(base64(hash)).append('\n'));
    return text.append('\n').append(note).toString();
  }

  static byte[] concat(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
