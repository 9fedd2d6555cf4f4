package org.entente.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.JsonValue.JsonString;
import org.entente.json.MalformedJson;

/// A true bundle, changed somewhere without any key: in its bytes, its members, what is encoded in
/// them, or by parts of another true bundle.
final class Mutation {
  private static final List<String> NOTES = List.of("held", "log");
  private static final List<String> SIGNED = List.of("accord", "receipt");

  private final Random random;
  private final List<byte[]> originals;
  private final List<byte[]> plain;

  /// True bundles to choose from.
  record Originals(List<byte[]> all, List<byte[]> withoutReceipt) {
    static Originals of(List<byte[]> all) {
      return new Originals(all, all.stream().filter(each -> !isReceipted(each)).toList());
    }
  }

  Mutation(Originals originals, Random random) {
    this.originals = originals.all;
    this.plain = originals.withoutReceipt;
    this.random = random;
  }

  private static boolean isReceipted(byte[] bundle) {
    return new String(bundle, UTF_8).contains("\"receipt\":");
  }

  byte[] next() {
    var once = once(original());
    return random.nextInt(8) == 0 ? once(once) : once;
  }

  /// More often without a receipt, which is verified last and costs most.
  private byte[] original() {
    var pool = random.nextInt(10) < 7 ? plain : originals;
    return pool.get(random.nextInt(pool.size()));
  }

  private byte[] once(byte[] bundle) {
    try {
      int kind = random.nextInt(100);
      if (kind < 20) {
        return bytes(bundle, random);
      }
      if (kind < 55) {
        return JsonChange.of(bundle, random);
      }
      var json = Json.parseObject(bundle);
      return CanonicalJson.bytes(
          kind < 65
              ? entry(json)
              : kind < 75
                  ? base64(json)
                  : kind < 83 ? spliced(json) : kind < 93 ? note(json) : signed(json));
    } catch (MalformedJson e) { // the second change of one that is broken already
      return bytes(bundle, random);
    }
  }

  static byte[] bytes(byte[] bytes, Random random) {
    int at = random.nextInt(Math.max(1, bytes.length));
    int end = Math.min(bytes.length, at + 1 + random.nextInt(64));
    var before = Arrays.copyOf(bytes, at);
    var cut = Arrays.copyOfRange(bytes, at, end);
    var after = Arrays.copyOfRange(bytes, end, bytes.length);
    return switch (random.nextInt(6)) {
      case 0 -> before; // truncated
      case 1 -> Forge.concat(before, after);
      case 2 -> Forge.concat(before, cut, cut, after);
      case 3 -> Forge.concat(before, new byte[] {(byte) random.nextInt(256)}, cut, after);
      case 4 -> Forge.concat(bytes, new byte[] {(byte) random.nextInt(256)});
      default -> {
        var flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        yield flipped;
      }
    };
  }

  /// With a member, or a part of one, of another true bundle.
  private JsonObject spliced(JsonObject bundle) throws MalformedJson {
    var other = Json.parseObject(originals.get(random.nextInt(originals.size())));
    var names = List.of("accord", "entry", "header", "held", "log", "payload", "receipt");
    var name = names.get(random.nextInt(names.size()));
    var value = other.get(name);
    if (random.nextInt(3) == 0 && SIGNED.contains(name) && value.isPresent() && bundle.has(name)) {
      var theirs = other.object(name).orElseThrow();
      var ours = bundle.object(name).orElse(JsonObject.EMPTY);
      var part = random.nextBoolean() ? "payload" : "signatures";
      return bundle.with(name, ours.with(part, theirs.get(part).orElseThrow()));
    }
    if (random.nextInt(4) == 0) {
      return bundle.without(name);
    }
    return value.map(each -> bundle.with(name, each)).orElseGet(() -> bundle.without(name));
  }

  /// With another text where a proof and its note stand.
  private JsonObject note(JsonObject bundle) {
    var name = NOTES.get(random.nextInt(NOTES.size()));
    return bundle.with(name, JsonValue.of(text(bundle.string(name).orElse("x\n\n"), random)));
  }

  /// Lines of a text, changed one way.
  static String text(String text, Random random) {
    var lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    int at = random.nextInt(lines.size());
    int other = random.nextInt(lines.size());
    var line = lines.get(at);
    int within = line.isEmpty() ? 0 : random.nextInt(line.length());
    switch (random.nextInt(13)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(other, line);
      case 2 -> java.util.Collections.swap(lines, at, other);
      case 3 -> lines.add(at, "");
      case 4 -> lines.add(at, "— stranger.example/x " + Forge.base64(new byte[4 + other]));
      case 5 -> lines.set(at, line + "\r");
      case 6 -> lines.set(at, " " + line);
      case 7 -> lines.set(at, line.replaceFirst("([0-9]+)$", "0$1"));
      case 8 ->
          lines.set(
              at,
              line.replaceFirst(
                  "[0-9]+$",
                  List.of("0", "1", "-1", "+4", "٤", "9223372036854775807", "9223372036854775808")
                      .get(random.nextInt(7))));
      case 9 -> lines.add(at, "extension");
      case 10 ->
          lines.add(Math.min(2, lines.size()), Forge.base64(new byte[31 + random.nextInt(3)]));
      case 11 -> {
        for (int i = 0; i < 14 + random.nextInt(4); i++) {
          lines.add(lines.size() - 1, "— stranger" + i + " " + Forge.base64(new byte[40]));
        }
      }
      default -> lines.set(at, flipped(line, within, random));
    }
    return String.join("\n", lines);
  }

  private static String flipped(String line, int at, Random random) {
    return line.isEmpty()
        ? "x"
        : line.substring(0, at) + (char) ('+' + random.nextInt(80)) + line.substring(at + 1);
  }

  /// With another payload, protected header or order of signatures, and the old signatures.
  private JsonObject signed(JsonObject bundle) {
    var name = SIGNED.get(random.nextInt(SIGNED.size()));
    var jws = bundle.object(name).orElse(JsonObject.EMPTY);
    var items = new ArrayList<>(jws.array("signatures"));
    if (items.isEmpty() || random.nextInt(3) == 0) {
      return bundle.with(name, jws.with("payload", encoded(jws, "payload")));
    }
    int at = random.nextInt(items.size());
    var item = items.get(at) instanceof JsonObject object ? object : JsonObject.EMPTY;
    switch (random.nextInt(5)) {
      case 0 -> items.set(at, item.with("protected", encoded(item, "protected")));
      case 1 -> items.add(item);
      case 2 -> items.remove(at);
      case 3 -> java.util.Collections.shuffle(items, random);
      default -> items.set(at, item.with("signature", items.get(random.nextInt(items.size()))));
    }
    return bundle.with(name, jws.with("signatures", new JsonArray(items)));
  }

  private JsonString encoded(JsonObject holder, String name) {
    var text = holder.string(name).orElse("");
    try {
      var changed = JsonChange.of(Base64.getUrlDecoder().decode(text), random);
      return JsonValue.of(Base64.getUrlEncoder().withoutPadding().encodeToString(changed));
    } catch (IllegalArgumentException e) {
      return JsonValue.of(text);
    }
  }

  private JsonObject entry(JsonObject bundle) {
    try {
      var leaf = Base64.getDecoder().decode(bundle.string("entry").orElse(""));
      var rest = Arrays.copyOfRange(leaf, Math.min(1, leaf.length), leaf.length);
      var changed = Forge.concat(new byte[] {(byte) 1}, JsonChange.of(rest, random));
      return bundle.with("entry", JsonValue.of(Forge.base64(changed)));
    } catch (IllegalArgumentException e) {
      return bundle.without("entry");
    }
  }

  /// The same bytes, or nearly, in another writing of base64.
  private JsonObject base64(JsonObject bundle) {
    var names = List.of("entry", "header", "payload", "accord", "receipt");
    var name = names.get(random.nextInt(names.size()));
    if (bundle.string(name).isPresent()) {
      return bundle.with(name, JsonValue.of(rewritten(bundle.string(name).orElseThrow())));
    }
    var parts = List.of("content", "salt", "payload");
    var part = parts.get(random.nextInt(parts.size()));
    var holder = bundle.object(name).orElse(JsonObject.EMPTY);
    return bundle.with(
        name, holder.with(part, JsonValue.of(rewritten(holder.string(part).orElse("")))));
  }

  private String rewritten(String text) {
    var bare = text.replace("=", "");
    var letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (bare.isEmpty()) {
      return "=";
    }
    int last = letters.indexOf(bare.charAt(bare.length() - 1));
    var other = last < 0 ? "A" : String.valueOf(letters.charAt(last ^ 1));
    return switch (random.nextInt(7)) {
      case 0 -> bare;
      case 1 -> text + "=";
      case 2 -> bare.substring(0, bare.length() - 1) + other + text.substring(bare.length());
      case 3 -> text.replace('+', '-').replace('/', '_');
      case 4 -> text + "\n";
      case 5 -> text.substring(0, text.length() / 2) + " " + text.substring(text.length() / 2);
      default -> new String(bytes(text.getBytes(UTF_8), random), UTF_8);
    };
  }
}
