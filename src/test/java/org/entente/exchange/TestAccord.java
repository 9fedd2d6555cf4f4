package org.entente.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.entente.accord.KeyUse;
import org.entente.crypto.Jws.KeyInUse;
import org.entente.document.AccordReader;
import org.entente.document.AccordRejected;
import org.entente.document.SignedAccord;
import org.entente.peers.NodeCard;

/// A short accord between two cards for the stories of this room; what it says is told in its
/// clauses. In force from 2026 on.
final class TestAccord {
  static final String ID = "accord--6f1c0e6e-6a0b-4d0e-9d39-0d7c3f6b8a11";

  static final String SECOND = "accord--6f1c0e6e-6a0b-4d0e-9d39-0d7c3f6b8a12";

  static final String THIRD = "accord--6f1c0e6e-6a0b-4d0e-9d39-0d7c3f6b8a13";

  private static final String TEXT =
      """
      entente: 1
      id: ID
      revision: 1
      title: { en: An accord for tests }
      visibility: public
      parties:
      PARTIES
      levels:
        - { id: channel, title: { en: Channel } }
        - { id: liaison, title: { en: Liaison } }
      initial: { information: liaison, operations: liaison, research: channel, knowledge: liaison }
      definitions:
        community: { en: Operators }
        constituents: { en: Constituents }
        unmarked: { tlp: AMBER, pap: AMBER }
      articles:
        - id: "1"
          pillar: information
          title: { en: Information }
          clauses:
            - id: "1.1"
              text: { en: What is marked GREEN at most goes at once. }
              level: liaison
              permit: tlp <= TLP.GREEN
              ceiling: TLP.GREEN
              refs: keep
              handling: { onward: none, audience: constituents, use: PAP.GREEN, purpose: defence, then: destroy, attribution: named }
            - id: "1.2"
              text: { en: "AMBER goes when an officer agrees, without its creator." }
              level: liaison
              permit: tlp == TLP.AMBER
              ceiling: TLP.AMBER
              refs: redact
              handling: { onward: none, audience: authority, use: PAP.GREEN, purpose: defence, then: destroy, attribution: anonymous }
            - id: "1.3"
              text: { en: An officer agrees to what is AMBER. }
              require: tlp == TLP.AMBER
              approval: officer
              redact: [ created-by ]
            - id: "1.4"
              text: { en: Nothing personal. }
              forbid: personal
      obligations: { acknowledge: { alert: PT15M }, answer: { critical: PT1H }, ping: P7D, exercise: P180D, sightings: welcome }
      suspension: { held: quarantine, channel: open }
      duration: { from: 2026-01-01, until: 2029-01-01, notice: P90D, renewal: tacit }
      survival: { recall: P10Y, retention: P10Y, confidentiality: P10Y }
      law: { languages: [en], prevails: en, disputes: negotiation, no-duty-to-share: true, equivalent-protection: true }
      """;

  private TestAccord() {}

  /// The document with the signatures of both.
  static byte[] signed(TestNode one, TestNode other) throws AccordRejected {
    return SignedAccord.sign(
            AccordReader.read(between(one.card, other.card)), one.keys.of(KeyUse.SIGN))
        .and(other.keys.of(KeyUse.SIGN))
        .bytes();
  }

  /// A second accord, signed by both, that lets go what is AMBER+STRICT and nothing else, and
  /// forbids domain names.
  static byte[] second(TestNode one, TestNode other) throws AccordRejected {
    var text =
        new String(between(one.card, other.card), UTF_8)
            .replace(ID, SECOND)
            .replace("permit: tlp <= TLP.GREEN", "permit: tlp == TLP.AMBER_STRICT")
            .replace("permit: tlp == TLP.AMBER\n", "permit: \"false\"\n")
            .replace("ceiling: TLP.GREEN", "ceiling: TLP.AMBER_STRICT")
            .replace("audience: constituents", "audience: authority")
            .replace("forbid: personal", "forbid: 'type == \"domain-name\"'");
    return SignedAccord.sign(AccordReader.read(text.getBytes(UTF_8)), one.keys.of(KeyUse.SIGN))
        .and(other.keys.of(KeyUse.SIGN))
        .bytes();
  }

  /// The first, in which the log keys of one of them have an end.
  static byte[] lapsing(TestNode one, TestNode other, TestNode author, LocalDate until)
      throws AccordRejected {
    var text = new String(between(one.card, other.card), UTF_8);
    for (var key : author.card.keys()) {
      if (key.use() == KeyUse.LOG) {
        var raw = "public: %s, from: 2026-01-01".formatted(key.key().base64Url());
        text = text.replace(raw, raw + ", until: " + until);
      }
    }
    return signed(text, one, other);
  }

  /// The revision after that one, in which the log keys of one of them are others.
  static byte[] rekeyed(
      TestNode one, TestNode other, byte[] before, TestNode author, List<KeyInUse> keys)
      throws AccordRejected {
    return rekeyed(one, other, before, author, Map.of(KeyUse.LOG, keys));
  }

  /// The same of any uses.
  static byte[] rekeyed(
      TestNode one,
      TestNode other,
      byte[] before,
      TestNode author,
      Map<KeyUse, List<KeyInUse>> keys)
      throws AccordRejected {
    var text =
        new String(between(one.card, other.card), UTF_8)
            .replace(
                "revision: 1",
                "revision: 2\nsupersedes: " + SignedAccord.read(before).digest().hex())
            .replace("from: 2026-01-01, until: 2029", "from: 2026-06-01, until: 2029");
    var next = new EnumMap<KeyUse, Iterator<KeyInUse>>(KeyUse.class);
    keys.forEach((use, fresh) -> next.put(use, fresh.iterator()));
    for (var key : author.card.keys()) {
      if (next.containsKey(key.use())) {
        var fresh = next.get(key.use()).next();
        text =
            text.replace("kid: " + key.kid(), "kid: " + fresh.kid())
                .replace(key.key().base64Url(), fresh.key().publicKey().base64Url());
      }
    }
    return signed(text, one, other);
  }

  private static byte[] signed(String text, TestNode one, TestNode other) throws AccordRejected {
    return SignedAccord.sign(AccordReader.read(text.getBytes(UTF_8)), one.keys.of(KeyUse.SIGN))
        .and(other.keys.of(KeyUse.SIGN))
        .bytes();
  }

  /// One more, with the first signing for the second.
  static byte[] forged(TestNode liar, TestNode one, TestNode other) throws AccordRejected {
    var text =
        new String(between(one.card, other.card), UTF_8)
            .replace("id: " + ID, "id: " + ID.replace("8a11", "8a19"));
    for (var key : one.card.keys()) {
      if (key.use() == KeyUse.SIGN) {
        var own =
            liar.card.keys().stream()
                .filter(each -> each.use() == KeyUse.SIGN)
                .filter(each -> each.key().algorithm() == key.key().algorithm())
                .findFirst()
                .orElseThrow();
        text =
            text.replace("kid: " + key.kid(), "kid: " + own.kid())
                .replace(key.key().base64Url(), own.key().base64Url());
      }
    }
    return signed(text, liar, other);
  }

  /// The same as the first, between two others.
  static byte[] third(TestNode one, TestNode other) throws AccordRejected {
    var text = new String(between(one.card, other.card), UTF_8).replace(ID, THIRD);
    return SignedAccord.sign(AccordReader.read(text.getBytes(UTF_8)), one.keys.of(KeyUse.SIGN))
        .and(other.keys.of(KeyUse.SIGN))
        .bytes();
  }

  /// The revision after that one, from a later day on, with one more clause.
  static byte[] amended(TestNode one, TestNode other, byte[] before, String clause)
      throws AccordRejected {
    var text =
        new String(between(one.card, other.card), UTF_8)
            .replace(
                "revision: 1",
                "revision: 2\nsupersedes: " + SignedAccord.read(before).digest().hex())
            .replace("from: 2026-01-01, until: 2029", "from: 2026-06-01, until: 2029")
            .replace("obligations:", "      - " + clause + "\nobligations:");
    return SignedAccord.sign(AccordReader.read(text.getBytes(UTF_8)), one.keys.of(KeyUse.SIGN))
        .and(other.keys.of(KeyUse.SIGN))
        .bytes();
  }

  private static byte[] between(NodeCard... cards) {
    var parties = List.of(cards).stream().map(TestAccord::party).collect(Collectors.joining("\n"));
    return TEXT.replace("PARTIES", parties).replace("id: ID", "id: " + ID).getBytes(UTF_8);
  }

  private static String party(NodeCard card) {
    var keys =
        card.keys().stream()
            .map(key ->
                "{ kid: %s, body: b, use: %s, alg: %s, public: %s, from: 2026-01-01 }"
                    .formatted(
                        key.kid(),
                        key.use().word(),
                        key.key().algorithm().joseName(),
                        key.key().base64Url()))
            .collect(Collectors.joining(",\n      "));
    return """
      - id: %s
        country: %s
        name: { en: %s }
        node: %s
        bodies: [ { id: b, name: { en: Body }, role: signatory } ]
        keys: [
          %s ]
        contacts: []\
    """
        .formatted(card.identity(), card.country(), card.name(), card.node(), keys);
  }
}
