import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Checks an Entente proof bundle: for an auditor, offline, with a JDK 25 and nothing else.
///
///     java audit/Verify.java proof.json --key from.json --key to.json [--json]
///
/// The two cards are the node cards of the two parties. Everything follows from them, so have them
/// from somebody you trust and compare their twelve words by telephone.
///
/// This file shares no code with the program that writes bundles. It was written after `docs/protocol`
/// (`receipt.md`, `log.md`, `accord.md`, `exchange.md` §1) and from what these stand on: RFC 8259 and
/// 8785 (JSON), RFC 4648 (base64), RFC 7515 (JWS), RFC 6962 and 9162 (Merkle trees), RFC 8032
/// (Ed25519), FIPS 204 (ML-DSA), and signed-note, tlog-checkpoint, tlog-cosignature and tlog-proof of
/// C2SP. The cryptography is the JDK's. Read it from top to bottom: the question first, then what it
/// is made of, last how bytes are read.
///
/// Exit code 0: the bundle proves what is printed. 1: it does not, or a file cannot be read. 2: the
/// command line is wrong. With `--json` the answer is one line of JSON on standard output.
///
/// # Limits
///
/// What is larger than any true bundle is refused, so that no file can exhaust the machine:
///
///     bundle 64 MiB · card 64 KiB · accord 2 MiB · receipt 4 MiB, as its bytes are after decoding
///     leaf 65,535 bytes · header 65,536 · payload 16 MiB · note 64 KiB and 16 signature lines
///     JSON 128 levels deep, names of 65,536 bytes · JWS 64 signatures · proof 63 hashes
public final class Verify {
  static final int MAX_BUNDLE = 64 << 20;
  static final int MAX_CARD = 65_536;
  static final int MAX_ACCORD = 2 << 20;
  static final int MAX_RECEIPT = 4 << 20;
  static final int MAX_LEAF = 65_535;
  static final int MAX_HEADER = 65_536;
  static final int MAX_PAYLOAD = 16 << 20;
  static final int MAX_NOTE = 65_536;
  static final int MAX_NOTE_SIGNATURES = 16;
  static final int MAX_JWS_SIGNATURES = 64;
  static final int MAX_HASHES = 63;
  static final int MAX_REASON = 500;
  static final int MAX_DEPTH = 128;
  static final int MAX_NAME = 65_536;
  static final long MAX_SAFE = (1L << 53) - 1;

  private Verify() {}

  // ---------------------------------------------------------------------------------------------
  // 1. The question: what does this bundle prove to somebody who has the two cards? (receipt.md §3.1)
  // ---------------------------------------------------------------------------------------------

  /// What is proved. Every member is as `from` wrote it or, of the receipt, as `to` wrote it.
  record Statement(
      Card from,
      Card to,
      String accordId,
      List<String> signatories,
      Leaf leaf,
      Proof log,
      Optional<byte[]> header,
      Optional<byte[]> payload,
      Optional<Receipt> receipt) {

    Optional<Verdict> verdict() {
      return receipt.flatMap(each -> each.verdictOn(log.index));
    }
  }

  /// The six steps. Each fails the whole.
  static Statement verify(byte[] file, List<Card> cards) throws Refused {
    var bundle = Bundle.read(file);

    // Whose log is it? The names in the origin are only a claim; steps 2 to 4 hold it to the keys.
    var origin = bundle.log.note.origin;
    var pair = partiesOf(origin, cards);
    Card from = pair[0];
    Card to = pair[1];

    // Step 1: the entry is a leaf in its one form.
    var leaf = Leaf.read(bundle.entry);

    // Step 2: the leaf names this revision, and both parties signed it.
    check(
        hex(sha256(bundle.accord.payload)).equals(leaf.accord),
        "the entry names another revision of the accord: %s",
        leaf.accord);
    var accord = Accord.read(bundle.accord.payload);
    var signatories = new ArrayList<String>();
    for (var party : List.of(from, to)) {
      signatories.addAll(accord.requireSignedBy(party, bundle.accord));
    }

    // Step 3: the log is the one of this accord, from the one to the other.
    var name = "/entente/" + accord.id + "/" + from.identity + "-" + to.identity + "/";
    int at = origin.indexOf('/');
    check(
        at > 0
            && origin.startsWith(name, at)
            && origin.substring(at + name.length()).matches("[1-9][0-9]{0,17}"),
        "the log is not HOST%sEPOCH but %s",
        name,
        origin);

    // Step 4: the log's two keys signed a tree, and the leaf is in it.
    bundle.log.note.requireSigned(NoteKey.ofLog(origin, from), "log");
    bundle.log.requireIncluded(bundle.entry);

    // Step 5: header and payload are what the leaf commits to.
    for (var opening : bundle.header.stream().toList()) {
      check(opening.opens(leaf.header), "the header is not what the entry commits to");
    }
    for (var opening : bundle.payload.stream().toList()) {
      check(opening.opens(leaf.commit), "the payload is not what the entry commits to");
    }

    // Step 6: the holder answered a range with this entry in it, and holds a tree with it.
    Optional<Receipt> receipt = Optional.empty();
    if (bundle.held.isPresent()) {
      receipt = Optional.of(receipt(bundle, accord, to));
    }
    return new Statement(
        from,
        to,
        accord.id,
        List.copyOf(signatories),
        leaf,
        bundle.log,
        bundle.header.map(Opening::content),
        bundle.payload.map(Opening::content),
        receipt);
  }

  private static Receipt receipt(Bundle bundle, Accord accord, Card to) throws Refused {
    var held = bundle.held.orElseThrow();
    var jws = bundle.receipt.orElseThrow();
    var receipt = Receipt.read(jws.payload);
    receipt.requireSignedBy(to, jws);
    receipt.note.requireSigned(NoteKey.ofHolder(to), "holder");
    check(
        receipt.note.origin.equals(receipt.log) && receipt.log.equals(bundle.log.note.origin),
        "the receipt is of another log: %s",
        receipt.log);
    check(receipt.accord.equals(accord.id), "the receipt is of another accord: %s", receipt.accord);
    check(receipt.note.size >= receipt.to, "the receipt goes beyond its checkpoint");
    check(
        receipt.note.size > receipt.to || Arrays.equals(receipt.note.root, receipt.root),
        "the receipt's root is not that of its checkpoint");
    check(
        receipt.from <= bundle.log.index && bundle.log.index < receipt.to,
        "the receipt is of the entries %d to %d, not of entry %d",
        receipt.from,
        receipt.to - 1,
        bundle.log.index);
    check(held.index == bundle.log.index, "`held` is of entry %d", held.index);
    check(
        held.note.text().equals(receipt.note.text()), "`held` is not under the receipt's checkpoint");
    held.requireIncluded(bundle.entry);
    return receipt;
  }

  /// The cards of FROM and TO, in this order: the ones whose identities the origin names.
  private static Card[] partiesOf(String origin, List<Card> cards) throws Refused {
    for (var from : cards) {
      for (var to : cards) {
        if (origin.contains("/" + from.identity + "-" + to.identity + "/")) {
          return new Card[] {from, to};
        }
      }
    }
    throw new Refused(
        "wrong-cards",
        "the proof is of the log " + origin + ", and these are not the cards of its parties",
        "give the cards of both parties: --key CARD --key CARD");
  }

  // ---------------------------------------------------------------------------------------------
  // 2. The bundle (receipt.md §3): a file of canonical JSON with these members and no others
  // ---------------------------------------------------------------------------------------------

  record Bundle(
      Jws accord,
      byte[] entry,
      Optional<Opening> header,
      Optional<Opening> payload,
      Proof log,
      Optional<Proof> held,
      Optional<Jws> receipt) {

    static Bundle read(byte[] file) throws Refused {
      check(file.length <= MAX_BUNDLE, "the bundle has more than %d bytes", MAX_BUNDLE);
      // A bundle has a few hundred values at most; whoever sends more wants memory, not a proof.
      var json = Json.object(file, 1_000, "the bundle");
      json.only(
          Set.of("accord", "entente-proof", "entry", "log"),
          Set.of("header", "held", "payload", "receipt"));
      check(json.count("entente-proof") == 1, "entente-proof: expected 1");
      check(json.has("header") || !json.has("payload"), "a payload without its header");
      check(json.has("held") == json.has("receipt"), "`held` and `receipt` come together");
      return new Bundle(
          Jws.read(json.object("accord"), "entente-accord+jws", MAX_ACCORD),
          base64(json.text("entry"), MAX_LEAF, "entry"),
          json.has("header")
              ? Optional.of(Opening.read(json.object("header"), MAX_HEADER, "header"))
              : Optional.empty(),
          json.has("payload")
              ? Optional.of(Opening.read(json.object("payload"), MAX_PAYLOAD, "payload"))
              : Optional.empty(),
          Proof.read(json.text("log"), "log"),
          json.has("held") ? Optional.of(Proof.read(json.text("held"), "held")) : Optional.empty(),
          json.has("receipt")
              ? Optional.of(
                  Jws.read(json.object("receipt"), "entente-receipt+jws", MAX_RECEIPT))
              : Optional.empty());
    }
  }

  /// What opens a commitment: `{"content":"<base64>","salt":"<base64 of exactly 32 bytes>"}` (log.md
  /// §2.2). HMAC pads a shorter key and hashes a longer one, so another length would open twice.
  record Opening(byte[] content, byte[] salt) {
    static Opening read(Json json, int most, String what) throws Refused {
      json.only(Set.of("content", "salt"), Set.of());
      var salt = base64(json.text("salt"), 32, what + ".salt");
      check(salt.length == 32, "%s.salt: expected 32 bytes, found %d", what, salt.length);
      return new Opening(base64(json.text("content"), most, what + ".content"), salt);
    }

    boolean opens(byte[] commitment) {
      try {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(salt, "HmacSHA256"));
        return MessageDigest.isEqual(mac.doFinal(content), commitment);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java has no HMAC-SHA256", e);
      }
    }
  }

  // ---------------------------------------------------------------------------------------------
  // 3. The leaf (log.md §2.1): the byte 01 and one canonical JSON object with seven members
  // ---------------------------------------------------------------------------------------------

  record Leaf(String accord, Instant at, byte[] commit, byte[] header, String kind) {
    private static final Set<String> KINDS =
        Set.of(
            "statement", "release", "recall", "request", "case", "received", "receipt", "refusal",
            "alarm", "match-epoch", "match-query", "match-evaluate", "match-result");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern AT =
        Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    private static final Pattern UUID_7 =
        Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    static Leaf read(byte[] bytes) throws Refused {
      check(bytes.length > 0 && bytes[0] == 1, "the entry is not of version 1");
      var json = Json.object(Arrays.copyOfRange(bytes, 1, bytes.length), 100, "the entry");
      json.only(Set.of("accord", "at", "commit", "header", "id", "seen", "t"), Set.of());
      check(DIGEST.matcher(json.text("accord")).matches(), "the entry's accord is no digest");
      check(UUID_7.matcher(json.text("id")).matches(), "the entry's id is no UUIDv7");
      check(KINDS.contains(json.text("t")), "no such kind of entry: %s", json.text("t"));
      json.count("seen");
      return new Leaf(
          json.text("accord"),
          time(json.text("at")),
          hash(json.text("commit"), "commit"),
          hash(json.text("header"), "header"),
          json.text("t"));
    }

    private static Instant time(String at) throws Refused {
      check(AT.matcher(at).matches(), "the entry's time is not of the form …T00:00:00.000000Z");
      try {
        var time = Instant.parse(at);
        // Java would take 24:00 for the next day, and a leap second for the second before it.
        check(time.toString().startsWith(at.substring(0, 17)), "there is no such time: %s", at);
        return time;
      } catch (DateTimeException e) {
        throw new Refused("there is no such time: " + at);
      }
    }
  }

  // ---------------------------------------------------------------------------------------------
  // 4. The accord (accord.md §3, receipt.md §3.1 step 2): who signed it, and nothing else of it
  // ---------------------------------------------------------------------------------------------

  /// The signed document, of which only `id`, and of `parties` only `id`, `bodies` and `keys` are
  /// read. What its clauses say is for people to read; an item of another form lists nothing.
  record Accord(String id, Json document) {
    static Accord read(byte[] payload) throws Refused {
      var json = Json.object(payload, Integer.MAX_VALUE, "the accord");
      return new Accord(json.text("id"), json);
    }

    /// Every body of the party that the accord calls a signatory has signed with an Ed25519 and with
    /// an ML-DSA-65 key: one that the accord lists for that body and the card has too, under the same
    /// `kid`. Every signature by a `sign` key of the card holds. Signatures of others are left aside,
    /// and so are the dates of keys: a bundle has no time of signing.
    List<String> requireSignedBy(Card card, Jws jws) throws Refused {
      var named = listed(document, "parties", "id", card.identity);
      check(named.size() == 1, "the accord has not one party %s", card.identity);
      var party = named.getFirst();
      var signed = new HashSet<String>();
      for (var signature : jws.signatures) {
        var key = card.key("sign", signature.kid);
        if (key.isPresent()) {
          signature.require(key.get(), jws);
          signed.add(signature.kid);
        }
      }
      var bodies = new ArrayList<String>();
      for (var signatory : listed(party, "bodies", "role", "signatory")) {
        var body = signatory.text("id");
        for (var algorithm : List.of("Ed25519", "ML-DSA-65")) {
          check(
              card.keys.stream()
                  .filter(key -> key.algorithm.equals(algorithm) && signed.contains(key.kid))
                  .anyMatch(key -> isListed(party, body, key)),
              "the accord lacks a signature of %s, body %s, by a key of %s",
              card.identity,
              body,
              algorithm);
        }
        bodies.add(body);
      }
      check(!bodies.isEmpty(), "the accord names no signatory of %s", card.identity);
      return bodies;
    }

    private static boolean isListed(Json party, String body, Key key) {
      return listed(party, "keys", "kid", key.kid).stream()
          .anyMatch(
              each ->
                  each.is("body", body) && each.is("use", "sign") && each.is("public", key.encoded));
    }

    /// The objects of an array of which this member is this text.
    private static List<Json> listed(Json json, String array, String member, String text) {
      var found = new ArrayList<Json>();
      if (json.members.get(array) instanceof List<?> items) {
        for (var item : items) {
          if (item instanceof Map<?, ?> map && text.equals(map.get(member))) {
            @SuppressWarnings("unchecked") // JsonReader makes no other maps
            var members = (Map<String, Object>) map;
            found.add(new Json(members, json.what + "." + array));
          }
        }
      }
      return found;
    }
  }

  // ---------------------------------------------------------------------------------------------
  // 5. The receipt (receipt.md §1, §2): what the holder says of a range of entries
  // ---------------------------------------------------------------------------------------------

  record Verdict(long index, String outcome, String reason) {}

  record Receipt(
      String accord,
      String log,
      long from,
      long to,
      byte[] root,
      List<Verdict> verdicts,
      Note note,
      long index) {
    private static final Set<String> OUTCOMES = Set.of("quarantined", "refused", "not-delivered");

    static Receipt read(byte[] payload) throws Refused {
      var json = Json.object(payload, Integer.MAX_VALUE, "the receipt");
      json.only(
          Set.of("accord", "checkpoint", "from", "index", "log", "root", "to", "verdicts"),
          Set.of());
      long from = json.count("from");
      long to = json.count("to");
      check(from < to, "the receipt's range is empty");
      var verdicts = new ArrayList<Verdict>();
      long next = from;
      for (var each : json.objects("verdicts")) {
        each.only(Set.of("index", "outcome", "reason"), Set.of());
        long index = each.count("index");
        check(next <= index && index < to, "a verdict on entry %d is out of place", index);
        next = index + 1;
        check(OUTCOMES.contains(each.text("outcome")), "no such outcome: %s", each.text("outcome"));
        int length = each.text("reason").length();
        check(0 < length && length <= MAX_REASON, "a reason has 1 to %d characters", MAX_REASON);
        verdicts.add(new Verdict(index, each.text("outcome"), each.text("reason")));
      }
      return new Receipt(
          json.text("accord"),
          json.text("log"),
          from,
          to,
          hash(json.text("root"), "root"),
          verdicts,
          Note.read(json.text("checkpoint"), "the receipt's checkpoint"),
          json.count("index"));
    }

    /// By both `node` keys of the holder, and by nobody else.
    void requireSignedBy(Card card, Jws jws) throws Refused {
      check(jws.signatures.size() == 2, "a receipt has exactly two signatures");
      for (var algorithm : List.of("Ed25519", "ML-DSA-65")) {
        var key = card.only("node", algorithm);
        for (var signature : jws.signatures) {
          if (signature.kid.equals(key.kid)) {
            signature.require(key, jws);
          }
        }
        check(
            jws.signatures.stream().anyMatch(each -> each.kid.equals(key.kid)),
            "the receipt lacks a signature by %s, %s",
            card.identity,
            algorithm);
      }
    }

    Optional<Verdict> verdictOn(long index) {
      return verdicts.stream().filter(each -> each.index == index).findFirst();
    }
  }

  // ---------------------------------------------------------------------------------------------
  // 6. Proof of inclusion (log.md §6, tlog-proof; RFC 6962 §2.1, RFC 9162 §2.1.3.2)
  //
  //     c2sp.org/tlog-proof@v1
  //     index 2
  //     jy24us+wcDsKx+0pKFPu09GEz/mMX+cQuw4gg4HayBc=        from the leaf's sibling upward
  //
  //     node.a.example/entente/…                            the note
  // ---------------------------------------------------------------------------------------------

  record Proof(String name, long index, List<byte[]> hashes, Note note) {
    static Proof read(String text, String name) throws Refused {
      int end = text.indexOf("\n\n");
      check(end >= 0, "%s: no checkpoint in it", name);
      var lines = text.substring(0, end).split("\n", -1);
      check(lines[0].equals("c2sp.org/tlog-proof@v1"), "%s: no tlog-proof@v1", name);
      check(
          lines.length >= 2
              && lines[1].startsWith("index ")
              && isCount(lines[1].substring("index ".length())),
          "%s: expected a line `index N`",
          name);
      check(lines.length - 2 <= MAX_HASHES, "%s: more than %d hashes", name, MAX_HASHES);
      var hashes = new ArrayList<byte[]>();
      for (int i = 2; i < lines.length; i++) {
        hashes.add(hash(lines[i], name));
      }
      return new Proof(
          name,
          Long.parseLong(lines[1].substring("index ".length())),
          hashes,
          Note.read(text.substring(end + 2), name));
    }

    /// From the leaf upward: `node` is the place in its row and `last` the last place of that row. A
    /// right child, and a last node that has no sibling further up, takes the hash on its left.
    void requireIncluded(byte[] leaf) throws Refused {
      check(index < note.size, "%s: entry %d of a tree of %d", name, index, note.size);
      byte[] hash = sha256(new byte[] {0}, leaf);
      long node = index;
      long last = note.size - 1;
      for (var sibling : hashes) {
        check(last != 0, "%s: more hashes than the tree is high", name);
        if ((node & 1) == 1 || node == last) {
          hash = sha256(new byte[] {1}, sibling, hash);
          while ((node & 1) == 0 && node != 0) {
            node >>= 1;
            last >>= 1;
          }
        } else {
          hash = sha256(new byte[] {1}, hash, sibling);
        }
        node >>= 1;
        last >>= 1;
      }
      check(last == 0, "%s: fewer hashes than the tree is high", name);
      check(
          Arrays.equals(hash, note.root),
          "%s: entry %d is not in the tree: calculated root %s, expected %s",
          name,
          index,
          Base64.getEncoder().encodeToString(hash),
          Base64.getEncoder().encodeToString(note.root));
    }
  }

  // ---------------------------------------------------------------------------------------------
  // 7. Checkpoint and signatures (log.md §4; signed-note, tlog-checkpoint, tlog-cosignature)
  //
  //     origin
  //     5                                                   size, decimal
  //     NM693RBD5PC/cr8to9aWywesMo2QCHSz/lkm7ix/724=        root
  //
  //     — name base64(key id ‖ signature)                   1 to 16 such lines
  // ---------------------------------------------------------------------------------------------

  /// @param whole the note with its signature lines, as it was received
  /// @param body the three lines that are signed
  record Note(String whole, String body, String origin, long size, byte[] root, List<Line> lines) {
    record Line(String name, byte[] keyId, byte[] signature) {}

    static Note read(String whole, String what) throws Refused {
      check(whole.getBytes(UTF_8).length <= MAX_NOTE, "%s: longer than %d bytes", what, MAX_NOTE);
      int end = whole.lastIndexOf("\n\n");
      check(end >= 0 && whole.endsWith("\n"), "%s: not a signed note", what);
      var body = whole.substring(0, end + 1);
      var parts = body.split("\n", -1);
      check(parts.length == 4 && parts[3].isEmpty(), "%s: expected three lines", what);
      requireName(parts[0], what);
      check(parts[0].getBytes(UTF_8).length <= 255, "%s: an origin has up to 255 bytes", what);
      check(isCount(parts[1]), "%s: not a size: %s", what, parts[1]);
      var signed = whole.substring(end + 2).split("\n", -1);
      check(
          1 < signed.length && signed.length <= MAX_NOTE_SIGNATURES + 1,
          "%s: expected 1 to %d signatures",
          what,
          MAX_NOTE_SIGNATURES);
      var lines = new ArrayList<Line>();
      for (var line : Arrays.asList(signed).subList(0, signed.length - 1)) {
        var words = line.split(" ", -1);
        check(words.length == 3 && words[0].equals("—"), "%s: not a signature line", what);
        requireName(words[1], what);
        var bytes = base64(words[2], 5_000, what);
        check(bytes.length >= 5, "%s: a signature of %d bytes", what, bytes.length);
        lines.add(
            new Line(
                words[1], Arrays.copyOf(bytes, 4), Arrays.copyOfRange(bytes, 4, bytes.length)));
      }
      return new Note(
          whole, body, parts[0], Long.parseLong(parts[1]), hash(parts[2], what), lines);
    }

    private static void requireName(String name, String what) throws Refused {
      check(
          !name.isEmpty()
              && name.codePoints()
                  .noneMatch(
                      c ->
                          c == '+'
                              || Character.isWhitespace(c)
                              || Character.isSpaceChar(c)
                              || Character.isISOControl(c)),
          "%s: a name is empty or has a space, a control character or a plus",
          what);
    }

    String text() {
      return whole;
    }

    /// Both keys have signed, and no line of either is false. Lines of other keys are nobody's word.
    void requireSigned(List<NoteKey> keys, String who) throws Refused {
      for (var key : keys) {
        boolean signed = false;
        for (var line : lines) {
          if (line.name.equals(key.name) && Arrays.equals(line.keyId, key.id())) {
            check(
                key.verifies(line.signature, this),
                "the %s's %s signature over the checkpoint does not hold",
                who,
                key.key.algorithm);
            signed = true;
          }
        }
        check(signed, "the checkpoint has no %s signature of the %s", key.key.algorithm, who);
      }
    }
  }

  /// A key as notes name it, with one of three ways to sign:
  ///
  ///     01  Ed25519 over the note's text
  ///     04  u64 time ‖ Ed25519 over "cosignature/v1\ntime N\n" ‖ the note's text
  ///     06  u64 time ‖ ML-DSA-44 over the tree, `subtree/v1`
  record NoteKey(String name, int type, Key key) {
    static List<NoteKey> ofLog(String origin, Card author) {
      return List.of(
          new NoteKey(origin, 1, author.only("log", "Ed25519")),
          new NoteKey(origin, 6, author.only("log", "ML-DSA-44")));
    }

    static List<NoteKey> ofHolder(Card holder) {
      var name = holder.identity + "/hold";
      return List.of(
          new NoteKey(name, 4, holder.only("hold", "Ed25519")),
          new NoteKey(name, 6, holder.only("hold", "ML-DSA-44")));
    }

    byte[] id() {
      return Arrays.copyOf(sha256(name.getBytes(UTF_8), new byte[] {'\n', (byte) type}, key.raw), 4);
    }

    boolean verifies(byte[] signature, Note note) {
      if (type == 1) {
        return key.verifies(note.body.getBytes(UTF_8), signature);
      }
      if (signature.length < 8) {
        return false;
      }
      var time = Arrays.copyOf(signature, 8);
      var rest = Arrays.copyOfRange(signature, 8, signature.length);
      long seconds = ByteBuffer.wrap(time).getLong();
      if (seconds < 0) {
        return false; // 2^63 or more: no POSIX time
      }
      if (type == 4) {
        var message = "cosignature/v1\ntime " + seconds + "\n" + note.body;
        return key.verifies(message.getBytes(UTF_8), rest);
      }
      var size = ByteBuffer.allocate(16).putLong(0).putLong(note.size).array();
      var named = name.getBytes(UTF_8);
      var origin = note.origin.getBytes(UTF_8);
      return key.verifies(
          concat(
              "subtree/v1\n\0".getBytes(UTF_8),
              new byte[] {(byte) named.length},
              named,
              time,
              new byte[] {(byte) origin.length},
              origin,
              size,
              note.root),
          rest);
    }
  }

  // ---------------------------------------------------------------------------------------------
  // 8. JWS in General JSON Serialization (RFC 7515 §7.2.1; accord.md §3)
  //
  //     {"payload":"eyJ…","signatures":[{"protected":"eyJhbGciOi…","signature":"…"},…]}
  // ---------------------------------------------------------------------------------------------

  record Jws(byte[] payload, String encodedPayload, List<Signed> signatures) {
    /// One signature. Nothing in it says where to find a key: `kid` is looked up among known ones,
    /// and `alg` must be that key's own, so that nobody chooses a weaker one.
    record Signed(String algorithm, String kid, String encodedHeader, byte[] signature) {
      void require(Key key, Jws jws) throws Refused {
        check(
            key.algorithm.equals(algorithm),
            "%s is a key of %s, not of %s",
            kid,
            key.algorithm,
            algorithm);
        var input = (encodedHeader + "." + jws.encodedPayload).getBytes(UTF_8);
        check(key.verifies(input, signature), "the signature by %s does not hold", kid);
      }
    }

    static Jws read(Json json, String type, int most) throws Refused {
      json.only(Set.of("payload", "signatures"), Set.of());
      var items = json.objects("signatures");
      check(
          1 <= items.size() && items.size() <= MAX_JWS_SIGNATURES,
          "a JWS has 1 to %d signatures",
          MAX_JWS_SIGNATURES);
      var signatures = new ArrayList<Signed>();
      var kids = new HashSet<String>();
      for (var item : items) {
        item.only(Set.of("protected", "signature"), Set.of());
        var encoded = item.text("protected");
        var header = Json.object(base64Url(encoded, MAX_BUNDLE, "protected"), 10, "a JWS header");
        header.only(Set.of("alg", "kid", "typ"), Set.of());
        check(header.text("typ").equals(type), "expected a %s, found %s", type, header.text("typ"));
        check(Key.FORMS.containsKey(header.text("alg")), "no such alg: %s", header.text("alg"));
        check(kids.add(header.text("kid")), "%s signed twice", header.text("kid"));
        signatures.add(
            new Signed(
                header.text("alg"),
                header.text("kid"),
                encoded,
                base64Url(item.text("signature"), MAX_BUNDLE, "signature")));
      }
      var payload = json.text("payload");
      return new Jws(base64Url(payload, most, "payload"), payload, signatures);
    }
  }

  // ---------------------------------------------------------------------------------------------
  // 9. Node cards and keys (exchange.md §1)
  // ---------------------------------------------------------------------------------------------

  record Card(String identity, String country, String name, List<Key> keys) {
    private static final Pattern IDENTITY =
        Pattern.compile("identity--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern TLS = Pattern.compile("[0-9a-f]{64}");

    static Card read(byte[] file) throws Refused {
      check(file.length <= MAX_CARD, "a card has at most %d bytes", MAX_CARD);
      var json = Json.object(file, 1_000, "the card");
      json.only(
          Set.of("country", "entente", "identity", "keys", "name", "node", "tls", "versions"),
          Set.of());
      check(json.count("entente") == 1, "entente: expected 1");
      check(IDENTITY.matcher(json.text("identity")).matches(), "identity: not an identity--UUID");
      check(COUNTRY.matcher(json.text("country")).matches(), "country: expected two capitals");
      check(isSeen(json.text("name")), "name: 1 to 200 characters, none that hides or controls");
      check(isNode(json.text("node")), "node: expected https://HOST:PORT");
      check(TLS.matcher(json.text("tls")).matches(), "tls: expected 64 hex digits");
      check(
          json.list("versions").contains("v1")
              && json.list("versions").stream().allMatch(String.class::isInstance),
          "versions: expected texts, v1 among them");
      var keys = new ArrayList<Key>();
      for (var item : json.objects("keys")) {
        keys.add(Key.read(item));
      }
      var card = new Card(json.text("identity"), json.text("country"), json.text("name"), keys);
      card.requireItsKeys();
      return card;
    }

    /// One pair for each of `node`, `log` and `hold`, and for `sign` one for each body that signs.
    private void requireItsKeys() throws Refused {
      check(8 <= keys.size() && keys.size() <= 32, "a card has 8 to 32 keys");
      check(keys.stream().map(Key::kid).distinct().count() == keys.size(), "a kid stands twice");
      int seen = 0;
      for (var use : List.of("sign", "node", "log", "hold")) {
        var quantumSafe = use.equals("sign") || use.equals("node") ? "ML-DSA-65" : "ML-DSA-44";
        int pairs = all(use, "Ed25519").size();
        check(
            pairs == all(use, quantumSafe).size() && (use.equals("sign") ? pairs > 0 : pairs == 1),
            "%s: expected an Ed25519 and an %s key",
            use,
            quantumSafe);
        seen += 2 * pairs;
      }
      check(seen == keys.size(), "a key of no known use, or of an algorithm that is not for it");
    }

    /// Whether it is what people see when they confirm it.
    private static boolean isSeen(String name) {
      return !name.isBlank()
          && name.length() <= 200
          && name.codePoints()
              .allMatch(point ->
                  switch (Character.getType(point)) {
                    case Character.CONTROL,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE,
                        Character.UNASSIGNED,
                        Character.PRIVATE_USE ->
                        false;
                    case Character.FORMAT -> point == 0x200c || point == 0x200d; // the joiners
                    default -> true;
                  });
    }

    private static boolean isNode(String text) {
      try {
        var url = new URI(text);
        return "https".equals(url.getScheme())
            && url.getHost() != null
            && 1 <= url.getPort()
            && url.getPort() <= 65_535
            && (url.getRawPath() == null || url.getRawPath().isEmpty())
            && url.getRawQuery() == null
            && url.getRawFragment() == null
            && url.getRawUserInfo() == null;
      } catch (URISyntaxException e) {
        return false;
      }
    }

    private List<Key> all(String use, String algorithm) {
      return keys.stream()
          .filter(key -> key.use.equals(use) && key.algorithm.equals(algorithm))
          .toList();
    }

    Optional<Key> key(String use, String kid) {
      return keys.stream().filter(key -> key.use.equals(use) && key.kid.equals(kid)).findFirst();
    }

    Key only(String use, String algorithm) {
      return all(use, algorithm).getFirst();
    }
  }

  /// A public key: `{"alg":"Ed25519","kid":"node-3f9a1c20b7d4","public":"<base64url>","use":"node"}`.
  record Key(String kid, String use, String algorithm, String encoded, byte[] raw, PublicKey key) {
    /// The DER before a raw key of that algorithm, and how long key and signature are.
    record Form(String der, int keyLength, int signatureLength) {}

    private static final Map<String, Form> FORMS =
        Map.of(
            "Ed25519", new Form("302a300506032b6570032100", 32, 64),
            "ML-DSA-44", new Form("30820532300b06096086480165030403110382052100", 1312, 2420),
            "ML-DSA-65", new Form("308207b2300b0609608648016503040312038207a100", 1952, 3309));

    /// The points of small order (RFC 7748 §7), each with its sign bit off: for such a key anybody
    /// can make a signature, and one of several messages.
    private static final Set<String> SMALL_ORDER =
        Set.of(
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");

    private static boolean isOfSmallOrder(byte[] raw) {
      var positive = raw.clone();
      positive[31] &= 0x7f;
      return SMALL_ORDER.contains(hex(positive));
    }

    static Key read(Json json) throws Refused {
      json.only(Set.of("alg", "kid", "public", "use"), Set.of());
      var form = FORMS.get(json.text("alg"));
      check(form != null, "no such algorithm: %s", json.text("alg"));
      var raw = base64Url(json.text("public"), 5_000, "public");
      check(raw.length == form.keyLength, "a key of %s has %d bytes", json.text("alg"), raw.length);
      check(
          !json.text("alg").equals("Ed25519") || !isOfSmallOrder(raw),
          "an Ed25519 key of small order: anybody can sign for it");
      var kid = json.text("use") + "-" + hex(sha256(raw)).substring(0, 12);
      check(json.text("kid").equals(kid), "kid: expected %s, found %s", kid, json.text("kid"));
      try {
        var der = concat(HexFormat.of().parseHex(form.der), raw);
        var key =
            KeyFactory.getInstance(json.text("alg")).generatePublic(new X509EncodedKeySpec(der));
        Signature.getInstance(json.text("alg")).initVerify(key); // a point that is none is told here
        return new Key(kid, json.text("use"), json.text("alg"), json.text("public"), raw, key);
      } catch (GeneralSecurityException e) {
        throw new Refused("not a key of " + json.text("alg") + ": " + kid);
      }
    }

    boolean verifies(byte[] message, byte[] signature) {
      if (signature.length != FORMS.get(algorithm).signatureLength) {
        return false;
      }
      try {
        var verifier = Signature.getInstance(algorithm);
        verifier.initVerify(key);
        verifier.update(message);
        return verifier.verify(signature);
      } catch (GeneralSecurityException e) {
        return false; // a signature that cannot be read is none
      }
    }
  }

  // ---------------------------------------------------------------------------------------------
  // 10. JSON, in its canonical form alone (RFC 8785 over RFC 8259 and RFC 7493)
  // ---------------------------------------------------------------------------------------------

  /// An object that was read. Asked for what is not there, or is of another kind, it refuses.
  record Json(Map<String, Object> members, String what) {
    static Json object(byte[] bytes, int mostValues, String what) throws Refused {
      return new Json(asObject(new JsonReader(bytes, mostValues, what).read(), what), what);
    }

    @SuppressWarnings("unchecked") // JsonReader makes no other maps
    private static Map<String, Object> asObject(Object value, String what) throws Refused {
      check(value instanceof Map, "%s: expected an object", what);
      return (Map<String, Object>) value;
    }

    boolean has(String name) {
      return members.containsKey(name);
    }

    void only(Set<String> required, Set<String> allowed) throws Refused {
      for (var name : required) {
        check(has(name), "%s has no member %s", what, name);
      }
      for (var name : members.keySet()) {
        check(required.contains(name) || allowed.contains(name), "%s: what is %s?", what, name);
      }
    }

    boolean is(String name, String text) {
      return text.equals(members.get(name));
    }

    String text(String name) throws Refused {
      check(members.get(name) instanceof String, "%s.%s: expected a text", what, name);
      return (String) members.get(name);
    }

    /// A whole number from 0 to 2^53 − 1.
    long count(String name) throws Refused {
      double value = members.get(name) instanceof Double number ? number : -1;
      check(
          value >= 0 && value <= MAX_SAFE && value == Math.rint(value),
          "%s.%s: expected a whole number from 0 on",
          what,
          name);
      return (long) value;
    }

    Json object(String name) throws Refused {
      return new Json(asObject(members.get(name), what + "." + name), what + "." + name);
    }

    List<?> list(String name) throws Refused {
      check(members.get(name) instanceof List, "%s.%s: expected an array", what, name);
      return (List<?>) members.get(name);
    }

    List<Json> objects(String name) throws Refused {
      var objects = new ArrayList<Json>();
      for (var item : list(name)) {
        objects.add(new Json(asObject(item, what + "." + name), what + "." + name));
      }
      return objects;
    }

    /// As ECMAScript writes it (ECMA-262, Number::toString): the fewest digits that read back the
    /// same. Java has at least two (4.9E-324), so one is tried as well.
    static String number(double value) {
      if (value == 0) {
        return "0";
      }
      var exact = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
      var shorter = exact.round(new MathContext(1, RoundingMode.HALF_EVEN)).stripTrailingZeros();
      if (exact.precision() == 2 && shorter.doubleValue() == Math.abs(value)) {
        exact = shorter;
      }
      var digits = exact.unscaledValue().toString();
      int count = digits.length();
      int point = count - exact.scale(); // the point stands after so many digits
      String text;
      if (count <= point && point <= 21) {
        text = digits + "0".repeat(point - count);
      } else if (0 < point && point <= 21) {
        text = digits.substring(0, point) + "." + digits.substring(point);
      } else if (-6 < point && point <= 0) {
        text = "0." + "0".repeat(-point) + digits;
      } else {
        var fraction = count == 1 ? "" : "." + digits.substring(1);
        text = digits.charAt(0) + fraction + "e" + (point > 0 ? "+" : "-") + Math.abs(point - 1);
      }
      return value < 0 ? "-" + text : text;
    }
  }

  /// Reads one JSON text that is in canonical form, and refuses every other: white space, names that
  /// are not in ascending order of their UTF-16 units (so none stands twice), an escape where none is
  /// needed or in another form, a number in other digits than ECMAScript's. Every JSON in a bundle is
  /// in this form, so what is read is the one way to write it.
  static final class JsonReader {
    private static final String ESCAPES = "\"\\bfnrt";
    private static final String ESCAPED = "\"\\\b\f\n\r\t";

    private final String text;
    private final String what;
    private int left;
    private int at;

    JsonReader(byte[] bytes, int mostValues, String what) throws Refused {
      try {
        this.text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        throw new Refused(what + " is not UTF-8");
      }
      this.what = what;
      this.left = mostValues;
    }

    Object read() throws Refused {
      var value = value(1);
      require(at == text.length(), "nothing more");
      return value;
    }

    private Object value(int depth) throws Refused {
      check(--left >= 0, "%s: more values than it can have", what);
      check(depth <= MAX_DEPTH + 1, "%s: nested deeper than %d", what, MAX_DEPTH);
      return switch (peek()) {
        case '{' -> object(depth);
        case '[' -> array(depth);
        case '"' -> string();
        case 't' -> word("true", true);
        case 'f' -> word("false", false);
        case 'n' -> word("null", Optional.empty());
        default -> number();
      };
    }

    private Map<String, Object> object(int depth) throws Refused {
      check(depth <= MAX_DEPTH, "%s: nested deeper than %d", what, MAX_DEPTH);
      var members = new LinkedHashMap<String, Object>();
      at++;
      String before = null;
      while (peek() != '}') {
        if (before != null) {
          expect(',');
        }
        require(peek() == '"', "a name");
        var name = string();
        require(before == null || before.compareTo(name) < 0, "names in ascending order, once each");
        check(name.getBytes(UTF_8).length <= MAX_NAME, "%s: a very long name", what);
        expect(':');
        members.put(name, value(depth + 1));
        before = name;
      }
      at++;
      return members;
    }

    private List<Object> array(int depth) throws Refused {
      check(depth <= MAX_DEPTH, "%s: nested deeper than %d", what, MAX_DEPTH);
      var items = new ArrayList<Object>();
      at++;
      while (peek() != ']') {
        if (!items.isEmpty()) {
          expect(',');
        }
        items.add(value(depth + 1));
      }
      at++;
      return items;
    }

    private String string() throws Refused {
      int plain = ++at;
      while (isPlain(peek())) {
        at++;
      }
      var out = new StringBuilder().append(text, plain, at);
      while (peek() != '"') {
        char c = text.charAt(at++);
        require(c >= ' ', "no control character in a text");
        out.append(c == '\\' ? escaped() : c);
      }
      at++;
      return out.toString();
    }

    private static boolean isPlain(char c) {
      return c >= ' ' && c != '"' && c != '\\';
    }

    /// Of a quote, a backslash and the control characters, which alone are escaped, in one form each.
    private char escaped() throws Refused {
      int known = ESCAPES.indexOf(peek());
      at++;
      if (known >= 0) {
        return ESCAPED.charAt(known);
      }
      for (char c = 0; c < ' '; c++) {
        if (ESCAPED.indexOf(c) < 0 && text.startsWith("u%04x".formatted((int) c), at - 1)) {
          at += 4;
          return c;
        }
      }
      throw new Refused(what + ": not a canonical escape, before character " + at);
    }

    private Double number() throws Refused {
      int start = at;
      while (at < text.length() && "+-.0123456789e".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      require(start < at && at - start <= 30, "a value");
      var written = text.substring(start, at);
      try {
        double value = Double.parseDouble(written);
        check(Double.isFinite(value), "%s: %s is too large", what, written);
        check(Json.number(value).equals(written), "%s: %s is not canonical", what, written);
        return value;
      } catch (NumberFormatException e) {
        throw new Refused(what + ": not a number: " + written);
      }
    }

    private Object word(String word, Object value) throws Refused {
      require(text.startsWith(word, at), word);
      at += word.length();
      return value;
    }

    private char peek() throws Refused {
      check(at < text.length(), "%s ends in the middle", what);
      return text.charAt(at);
    }

    private void expect(char c) throws Refused {
      require(peek() == c, "a " + c);
      at++;
    }

    private void require(boolean condition, String expected) throws Refused {
      if (!condition) {
        throw new Refused(
            what + " is not canonical JSON: expected " + expected + " at character " + at);
      }
    }
  }

  // ---------------------------------------------------------------------------------------------
  // 11. Bytes
  // ---------------------------------------------------------------------------------------------

  static byte[] sha256(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  static byte[] concat(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /// RFC 4648 §4 with padding.
  static byte[] base64(String text, int most, String what) throws Refused {
    return decoded(text, most, what, Base64.getDecoder(), Base64.getEncoder());
  }

  /// RFC 4648 §5 without padding.
  static byte[] base64Url(String text, int most, String what) throws Refused {
    return decoded(
        text, most, what, Base64.getUrlDecoder(), Base64.getUrlEncoder().withoutPadding());
  }

  /// Java forgives missing padding and bits left over; written again, only the one form is the same.
  private static byte[] decoded(
      String text, int most, String what, Base64.Decoder decoder, Base64.Encoder encoder)
      throws Refused {
    check(text.length() <= (most + 2L) / 3 * 4, "%s: longer than %d bytes", what, most);
    try {
      var bytes = decoder.decode(text);
      check(bytes.length <= most, "%s: longer than %d bytes", what, most);
      check(encoder.encodeToString(bytes).equals(text), "%s: not the one form of base64", what);
      return bytes;
    } catch (IllegalArgumentException e) {
      throw new Refused(what + ": not base64");
    }
  }

  static byte[] hash(String text, String what) throws Refused {
    var bytes = base64(text, 32, what);
    check(bytes.length == 32, "%s: expected 32 bytes, found %d", what, bytes.length);
    return bytes;
  }

  /// Decimal, without a sign and zeros before it, within 2^63 − 1.
  static boolean isCount(String text) {
    return text.matches("0|[1-9][0-9]{0,18}")
        && (text.length() < 19 || text.compareTo("9223372036854775807") <= 0);
  }

  // ---------------------------------------------------------------------------------------------
  // 12. Refusals, answers, the command line
  // ---------------------------------------------------------------------------------------------

  /// Why a bundle, a card or a command line is not taken. The message may quote the file.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    final String code;
    final String next;

    Refused(String message) {
      this("proof-invalid", message, "ask for the file again; if it stays so, somebody changed it");
    }

    Refused(String code, String message, String next) {
      super(message);
      this.code = code;
      this.next = next;
    }
  }

  static void check(boolean condition, String message, Object... facts) throws Refused {
    if (!condition) {
      throw new Refused(message.formatted(facts));
    }
  }

  /// For other programs: the cards once, then the answer of `--json` for each bundle, or an exception
  /// that says why not. Any bytes are answered by one of the two.
  public static List<?> cards(List<byte[]> files) throws Exception {
    var cards = new ArrayList<Card>();
    for (var file : files) {
      cards.add(Card.read(file));
    }
    return cards;
  }

  public static String answer(byte[] bundle, List<?> cards) throws Exception {
    return json(verify(bundle, cards.stream().map(Card.class::cast).toList()));
  }

  public static void main(String[] args) {
    System.exit(run(List.of(args), System.out, System.err));
  }

  /// Carries a command line out and returns the exit code.
  public static int run(List<String> args, PrintStream out, PrintStream err) {
    boolean asJson = args.contains("--json");
    try {
      if (args.contains("--help")) {
        out.println("java audit/Verify.java BUNDLE --key CARD --key CARD [--json]");
        return 0;
      }
      var files = new ArrayList<String>();
      var keys = new ArrayList<String>();
      var into = files;
      for (var arg : args) {
        if (arg.equals("--key")) {
          into = keys;
        } else if (arg.startsWith("--key=")) {
          keys.add(arg.substring("--key=".length()));
        } else if (!arg.equals("--json")) {
          if (arg.startsWith("-")) {
            throw usage("unknown option: " + arg);
          }
          into.add(arg);
          into = files;
        }
      }
      if (files.size() != 1 || keys.isEmpty()) {
        throw usage("expected one bundle and the parties' cards");
      }
      var cards = new ArrayList<Card>();
      for (var key : keys) {
        cards.add(card(key));
      }
      var statement = verify(file(files.getFirst(), MAX_BUNDLE), cards);
      out.print(asJson ? json(statement) + "\n" : words(statement));
      out.flush();
      return 0;
    } catch (Refused e) {
      if (asJson) {
        var error = new TreeMap<String, Object>();
        error.put("code", e.code);
        error.put("message", e.getMessage());
        error.put("next", e.next);
        out.println("{\"error\":" + written(error) + "}");
      } else {
        var nothing = e.code.equals("proof-invalid") ? "Nothing is proved. " : "";
        err.println(nothing + shown(e.getMessage()));
        err.println("next: " + e.next);
      }
      return e.code.equals("usage") ? 2 : 1;
    }
  }

  private static Refused usage(String message) {
    return new Refused("usage", message, "java audit/Verify.java BUNDLE --key CARD --key CARD");
  }

  private static Card card(String path) throws Refused {
    var bytes = file(path, MAX_CARD);
    try {
      return Card.read(bytes);
    } catch (Refused e) {
      throw new Refused(
          "card",
          path + " is no node card: " + e.getMessage(),
          "ask the party for the file that ./entente card --out FILE writes");
    }
  }

  private static byte[] file(String name, int most) throws Refused {
    try {
      var path = Path.of(name);
      if (Files.exists(path) && !Files.isRegularFile(path)) { // a pipe would be waited for
        throw new Refused("unreadable", name + " is no file", "name a file");
      }
      try (var in = Files.newInputStream(path)) {
        var bytes = in.readNBytes(most + 1);
        if (bytes.length > most) {
          throw new Refused(
              "too-large", name + " has more than " + most + " bytes", "is it the right file?");
        }
        return bytes;
      }
    } catch (NoSuchFileException e) {
      throw new Refused("no-file", "there is no file " + name, "see that the path is right");
    } catch (IOException | IllegalArgumentException e) {
      throw new Refused(
          "unreadable", "cannot read " + name + ": " + e.getMessage(), "see who may read it");
    }
  }

  /// The members that `./entente verify --json` has, in canonical form.
  static String json(Statement proved) {
    var json = new TreeMap<String, Object>();
    json.put("verified", true);
    json.put("log", proved.log.note.origin);
    json.put("index", proved.log.index);
    json.put("kind", proved.leaf.kind);
    json.put("from", proved.from.identity);
    json.put("to", proved.to.identity);
    json.put("at", proved.leaf.at.toString());
    json.put("accord", proved.leaf.accord);
    json.put("header", proved.header.isPresent());
    json.put("payload", proved.payload.isPresent());
    proved.header.ifPresent(bytes -> json.put("headerSha256", hex(sha256(bytes))));
    proved.payload.ifPresent(bytes -> json.put("payloadSha256", hex(sha256(bytes))));
    json.put("receipted", proved.receipt.isPresent());
    proved.verdict().ifPresent(verdict -> json.put("outcome", verdict.outcome));
    proved.verdict().ifPresent(verdict -> json.put("verdict", verdict.reason));
    return written(json);
  }

  /// Members in ascending order, RFC 8785's escapes.
  private static String written(TreeMap<String, Object> members) {
    return members.entrySet().stream()
        .map(each -> quoted(each.getKey()) + ":" + written(each.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String written(Object value) {
    return value instanceof String text ? quoted(text) : value.toString();
  }

  private static String quoted(String text) {
    var out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      int known = JsonReader.ESCAPED.indexOf(c);
      if (known >= 0) {
        out.append('\\').append(JsonReader.ESCAPES.charAt(known));
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  static String words(Statement proved) {
    var out = new StringBuilder();
    var from = name(proved.from);
    var to = name(proved.to);
    var log = proved.log.note;
    say(out, "PROVED, if the two cards are those of the parties:");
    say(out, "- Accord %s, revision sha256 %s, is signed by", proved.accordId, proved.leaf.accord);
    say(out, "  both parties (bodies %s), with two algorithms each.", proved.signatories);
    say(out, "- %s put entry %d, of kind %s,", from, proved.log.index, proved.leaf.kind);
    say(out, "  into its log to %s under that revision,", to);
    say(out, "  and signed the log at %d entries: %s", log.size, log.origin);
    say(out, "  It says that this was at %s.", proved.leaf.at);
    content(out, "header", proved.header);
    content(out, "payload", proved.payload);
    proved.header.ifPresent(
        bytes -> say(out, "  The header, as it stands: %s", shown(new String(bytes, UTF_8))));
    if (proved.receipt.isPresent()) {
      var receipt = proved.receipt.get();
      say(out, "- %s signed that it holds the log up to %d entries,", to, receipt.note.size);
      say(out, "  this one with them, and answered entries %d to %d:", receipt.from, receipt.to - 1);
      if (proved.verdict().isPresent()) {
        var verdict = proved.verdict().get();
        say(out, "  it was %s: %s", verdict.outcome, shown(verdict.reason));
      } else {
        say(out, "  it was applied.");
      }
    } else {
      say(out, "- No receipt is in the bundle: all this is the word of %s alone.", from);
    }
    say(out, "");
    say(out, "NOT PROVED:");
    say(out, "- the time, beyond the parties' own words;");
    say(out, "- that the keys were valid when they signed: cards and bundles carry no dates;");
    say(out, "- that the release was right by the accord, that what it says is true, or what");
    say(out, "  %s did with it;", to);
    say(out, "- that there is no other log, entry or accord, or no later recall of this one.");
    return out.toString();
  }

  private static void content(StringBuilder out, String what, Optional<byte[]> content) {
    if (content.isPresent()) {
      var digest = hex(sha256(content.get()));
      say(out, "- Its %s is the %d bytes given, sha256 %s.", what, content.get().length, digest);
    } else {
      say(out, "- Its %s is not in the bundle; the entry commits to it.", what);
    }
  }

  private static String name(Card card) {
    return "%s (%s, %s)".formatted(shown(card.name), card.country, card.identity);
  }

  private static void say(StringBuilder out, String line, Object... facts) {
    out.append(line.formatted(facts)).append('\n');
  }

  /// Text from elsewhere, without what moves a cursor or turns the direction of writing.
  private static String shown(String text) {
    var out = new StringBuilder();
    text.codePoints()
        .limit(2_000)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
