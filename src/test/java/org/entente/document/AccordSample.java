package org.entente.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.entente.accord.CompiledAccord;
import org.entente.accord.KeyUse;
import org.entente.accord.Sample;
import org.entente.crypto.Algorithm;
import org.entente.crypto.Jws.KeyInUse;
import org.entente.crypto.SigningKey;

/// A small accord between XA and XB, and the keys that both sign it with.
public final class AccordSample {
  public static final String ID = "accord--0c000000-0000-4000-8000-000000000001";
  static final LocalDate TODAY = LocalDate.parse("2026-11-20");
  static final LocalDate BEGINS = LocalDate.parse("2026-12-01");
  public static final Instant SIGNING = Instant.parse("2026-11-25T12:00:00Z");

  public static final String YAML =
      """
      entente: 1
      id: accord--0c000000-0000-4000-8000-000000000001
      revision: 1
      title: { en: Test accord, fr: Accord d'essai }
      visibility: public
      parties:
        - id: identity--0a000000-0000-4000-8000-000000000001
          country: XA
          name: { en: First }
          node: https://node.xa.example:8443
          bodies:
            - { id: signatory, role: signatory }
            - { id: authority, role: competent-authority }
          keys: []
        - id: identity--0a000000-0000-4000-8000-000000000002
          country: XB
          name: { en: Second }
          node: https://node.xb.example
          bodies: [ { id: signatory, role: signatory } ]
          keys: []
      levels: [ { id: channel }, { id: liaison }, { id: operational } ]
      initial: { information: liaison, operations: liaison, research: channel, knowledge: liaison }
      definitions: { unmarked: { tlp: AMBER, pap: AMBER } }
      articles:
        - id: "2"
          pillar: information
          title: { en: Sharing }
          clauses:
            - id: "2.1"
              text: { en: "Indicators go.", fr: "Les indicateurs partent." }
              level: liaison
              from: [XA]
              permit: type == "indicator"
              ceiling: TLP.GREEN
              refs: redact
              handling: { onward: none, audience: constituents, purpose: defence, retain: P1Y }
              examples:
                pass: [ { type: indicator, tlp: GREEN } ]
                fail: [ { type: indicator, tlp: RED }, { type: malware, tlp: CLEAR } ]
            - id: "2.2"
              text: { en: No personal data. }
              forbid: personal
            - id: "2.3"
              text: { en: An officer looks first. }
              pillars: [information, operations]
              require: tlp >= TLP.AMBER
              approval: officer
              redact: [ created-by, "time:hour", { paths: [ /name ] } ]
            - id: "2.4"
              text: { en: Used for defence only. }
              undertaking: true
      duration: { from: 2026-12-01, until: 2029-12-01, notice: P90D, renewal: tacit }
      """;

  public static final List<KeyInUse> NORTH_KEYS = pair("xa");
  static final List<KeyInUse> SOUTH_KEYS = pair("xb");

  private AccordSample() {}

  private static List<KeyInUse> pair(String party) {
    return List.of(
        new KeyInUse(party + "-ed", SigningKey.generate(Algorithm.ED25519)),
        new KeyInUse(party + "-ml", SigningKey.generate(Algorithm.ML_DSA_65)));
  }

  static AccordReader.Checked check(String yaml) {
    return AccordReader.check(yaml.getBytes(UTF_8));
  }

  /// The sample with one passage replaced, which must be there.
  public static String with(String passage, String replacement) {
    if (!YAML.contains(passage)) {
      throw new IllegalArgumentException("the sample has no " + passage);
    }
    return YAML.replace(passage, replacement);
  }

  static String problems(String yaml) {
    return check(yaml).problems().toString();
  }

  public static CompiledAccord read(String yaml) {
    try {
      return AccordReader.read(yaml.getBytes(UTF_8));
    } catch (AccordRejected e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// The sample between parties that have keys.
  static CompiledAccord keyed() {
    return keyed(YAML);
  }

  static CompiledAccord keyed(String yaml) {
    try {
      return new Draft(read(yaml))
          .compose(
              List.of(card(Sample.NORTH, "XA", NORTH_KEYS), card(Sample.SOUTH, "XB", SOUTH_KEYS)),
              ID,
              TODAY,
              BEGINS);
    } catch (AccordRejected e) {
      throw new IllegalArgumentException(e);
    }
  }

  static PartyCard card(String id, String country, List<KeyInUse> signing) {
    var keys = new ArrayList<PartyCard.Key>();
    signing.forEach(
        key -> keys.add(new PartyCard.Key(key.kid(), KeyUse.SIGN, key.key().publicKey())));
    keys.add(
        new PartyCard.Key(
            country + "-log", KeyUse.LOG, SigningKey.generate(Algorithm.ML_DSA_44).publicKey()));
    return new PartyCard(
        id,
        country,
        "Authority of " + country,
        URI.create("https://" + country + ".example"),
        keys);
  }

  public static SignedAccord signedByAll(CompiledAccord accord) {
    try {
      return SignedAccord.sign(accord, NORTH_KEYS).and(SOUTH_KEYS);
    } catch (AccordRejected e) {
      throw new IllegalArgumentException(e);
    }
  }
}
