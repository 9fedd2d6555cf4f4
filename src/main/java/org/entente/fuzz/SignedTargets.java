package org.entente.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.entente.accord.KeyUse;
import org.entente.crypto.Algorithm;
import org.entente.crypto.Jws;
import org.entente.crypto.ProofInvalid;
import org.entente.document.AccordRejected;
import org.entente.document.SignedAccord;
import org.entente.draft.Cards;
import org.entente.peers.CardKey;
import org.entente.peers.MalformedCard;
import org.entente.peers.NodeCard;
import org.entente.receipt.BundleVerifier;
import org.entente.receipt.BundleVerifier.Proved;
import org.entente.receipt.ProofBundle;
import org.entente.receipt.SignedReceipt;
import org.entente.tlog.NoteKeys;

/// What carries signatures, and the cards that say whose they are. A changed document may still be
/// accepted, when a part of it was taken out that need not be there; it never says anything else.
final class SignedTargets {
  private final NodeCard from = card("card-xa.json");
  private final NodeCard to = card("card-xb.json");
  private final byte[] bundle = Specimens.file("bundle.json");
  private final byte[] receipt = Specimens.file("signed-receipt.json");
  private final byte[] accord = Specimens.file("signed-accord.json");
  private final Proved proved;
  private final SignedReceipt received;
  private final SignedAccord agreed;

  private SignedTargets() {
    try {
      proved = verifier().verify(ProofBundle.parse(bundle));
      received = SignedReceipt.parse(receipt);
      agreed = SignedAccord.read(accord);
    } catch (ProofInvalid | AccordRejected e) {
      throw new IllegalStateException("a specimen does not hold", e);
    }
  }

  static List<Target> all() {
    var with = new SignedTargets();
    return List.of(
        new Target(
            "node-card",
            10,
            MalformedCard.class,
            Form.JSON,
            List.of(with.from.bytes(), with.to.bytes()),
            SignedTargets::nodeCard),
        new Target(
            "jws", 10, ProofInvalid.class, Form.JSON, List.of(with.receipt), SignedTargets::jws),
        new Target(
            "signed-accord",
            2,
            AccordRejected.class,
            Form.JSON,
            List.of(with.accord),
            with::signedAccord),
        new Target(
            "signed-receipt",
            5,
            ProofInvalid.class,
            Form.JSON,
            List.of(with.receipt),
            with::signedReceipt),
        new Target(
            "proof-bundle",
            5,
            ProofInvalid.class,
            Form.JSON,
            List.of(with.bundle),
            with::proofBundle));
  }

  private static NodeCard card(String file) {
    try {
      return NodeCard.read(Specimens.file(file));
    } catch (MalformedCard e) {
      throw new IllegalStateException("a specimen does not read", e);
    }
  }

  private BundleVerifier verifier() {
    return new BundleVerifier(Cards.trusted(from), Cards.trusted(to));
  }

  /// The words that people compare are those of the bytes that were read, as they would be written.
  private static Optional<String> nodeCard(byte[] input) throws MalformedCard {
    var card = NodeCard.read(input);
    var again = NodeCard.read(card.bytes());
    return Target.unless(
        again.equals(card) && again.fingerprint().equals(card.fingerprint()),
        "is not written as it was read");
  }

  private static Optional<String> jws(byte[] input) throws ProofInvalid {
    var jws = Jws.parse(input);
    return Target.unless(
        Arrays.equals(Jws.parse(jws.bytes()).bytes(), jws.bytes()),
        "is not written as it was read");
  }

  private Optional<String> signedAccord(byte[] input) throws AccordRejected {
    return Target.unless(
        SignedAccord.read(input).digest().equals(agreed.digest()), "another accord holds");
  }

  private Optional<String> signedReceipt(byte[] input) throws ProofInvalid {
    var read = SignedReceipt.parse(input);
    read.verify(
        kid ->
            to.keys().stream()
                .filter(key -> key.use() == KeyUse.NODE && key.kid().equals(kid))
                .map(CardKey::key)
                .findFirst(),
        NoteKeys.ofHolder(
            to.identity(),
            key(KeyUse.HOLD, Algorithm.ED25519),
            key(KeyUse.HOLD, Algorithm.ML_DSA_44)));
    return Target.unless(
        read.receipt().equals(received.receipt()) && read.index() == received.index(),
        "another receipt holds");
  }

  private org.entente.crypto.VerifyingKey key(KeyUse use, Algorithm algorithm) {
    return to.key(use, algorithm).orElseThrow().key();
  }

  private Optional<String> proofBundle(byte[] input) throws ProofInvalid {
    var found = verifier().verify(ProofBundle.parse(input));
    return Target.unless(
        found.log().equals(proved.log())
            && found.index() == proved.index()
            && found.leaf().equals(proved.leaf())
            && absentOrSame(found.header(), proved.header())
            && absentOrSame(found.payload(), proved.payload())
            && (found.receipted()
                ? found.verdict().equals(proved.verdict())
                : found.verdict().isEmpty()),
        "another proof holds");
  }

  private static boolean absentOrSame(Optional<byte[]> found, Optional<byte[]> expected) {
    return found.isEmpty() || Arrays.equals(found.get(), expected.orElseThrow());
  }
}
