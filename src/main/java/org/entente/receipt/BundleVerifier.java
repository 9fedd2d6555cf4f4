package org.entente.receipt;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.entente.accord.KeyUse;
import org.entente.crypto.Jws;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.ledger.Leaf;
import org.entente.ledger.Opening;
import org.entente.tlog.LogOrigin;

/// Verifies a proof bundle offline, with nothing but the public keys of the two parties. What it
/// proves, in this order: both parties signed this accord; the releaser's log, of this accord and
/// these parties, has this entry at this number; header and payload are what the entry commits to;
/// the holder holds it and said what became of it.
public final class BundleVerifier {

  private final TrustedKeys from;
  private final TrustedKeys to;

  /// What a bundle proves. Without a receipt it proves only what the releaser says.
  ///
  /// @param verdict what became of the entry at the holder; empty when it was applied, or when
  ///   there is no receipt
  public record Proved(
      LogOrigin log,
      long index,
      Leaf leaf,
      Optional<byte[]> header,
      Optional<byte[]> payload,
      boolean receipted,
      Optional<Verdict> verdict) {}

  /// @param from the party whose log it is
  /// @param to the party the log is written toward, which holds it
  public BundleVerifier(TrustedKeys from, TrustedKeys to) {
    this.from = from;
    this.to = to;
  }

  /// For the two of these parties whose log the bundle says it is from; empty when it is of others.
  public static Optional<BundleVerifier> among(List<TrustedKeys> parties, ProofBundle bundle) {
    var origin = bundle.log().checkpoint().checkpoint().origin().text();
    for (var from : parties) {
      for (var to : parties) {
        if (origin.contains("/%s-%s/".formatted(from.party(), to.party()))) {
          return Optional.of(new BundleVerifier(from, to));
        }
      }
    }
    return Optional.empty();
  }

  /// The identities of the two.
  public String from() {
    return from.party();
  }

  public String to() {
    return to.party();
  }

  public Proved verify(ProofBundle bundle) throws ProofInvalid {
    var leaf = Leaf.parse(bundle.entry());
    var origin = bundle.log().checkpoint().checkpoint().origin();
    var accord = verifyAccord(bundle.accord(), leaf, origin);
    from.requireLogSigned(bundle.log().checkpoint());
    bundle.log().requireIncluded(bundle.entry());
    requireOpens("header", bundle.header(), leaf.header());
    requireOpens("payload", bundle.payload(), leaf.commit());
    if (bundle.held().isPresent()) {
      verifyHeld(bundle, bundle.held().get(), origin, accord);
    }
    long index = bundle.log().index();
    return new Proved(
        origin,
        index,
        leaf,
        bundle.header().map(Opening::content),
        bundle.payload().map(Opening::content),
        bundle.held().isPresent(),
        bundle.held().flatMap(part -> part.receipt().verdict(index)));
  }

  /// The accord is the revision the leaf names, signed by both, and the log is of that accord.
  /// Returns its id.
  private String verifyAccord(Jws accord, Leaf leaf, LogOrigin origin) throws ProofInvalid {
    var revision = Sha256.of(accord.payload());
    if (!revision.equals(leaf.accord())) {
      throw new ProofInvalid(
          "the entry names accord revision %s, the bundle carries %s"
              .formatted(leaf.accord(), revision));
    }
    var signed = AccordSignatures.of(accord);
    signed.requireBy(from);
    signed.requireBy(to);
    var name = "/entente/%s/%s-%s/".formatted(signed.accord(), from.party(), to.party());
    if (!origin.text().matches("[^/]+" + Pattern.quote(name) + "[1-9][0-9]{0,17}")) {
      throw new ProofInvalid("expected a log named …%s…, found %s".formatted(name, origin));
    }
    return signed.accord();
  }

  private static void requireOpens(String what, Optional<Opening> opening, Sha256 commitment)
      throws ProofInvalid {
    if (opening.isPresent() && !opening.get().opens(commitment)) {
      throw new ProofInvalid("the " + what + " is not what the entry commits to");
    }
  }

  private void verifyHeld(
      ProofBundle bundle, ProofBundle.Held held, LogOrigin origin, String accord)
      throws ProofInvalid {
    var receipt = held.receipt();
    var holder = to.requireHolderSigned(receipt.checkpoint());
    receipt.verify(kid -> to.named(KeyUse.NODE, kid), holder);
    long index = bundle.log().index();
    if (!receipt.receipt().log().equals(origin) || !receipt.covers(index)) {
      throw new ProofInvalid(
          "the receipt is for %s from %d to %d, not for entry %d of %s"
              .formatted(
                  receipt.receipt().log(),
                  receipt.receipt().from(),
                  receipt.receipt().to(),
                  index,
                  origin));
    }
    if (!receipt.receipt().accord().equals(accord)) {
      throw new ProofInvalid("the receipt is for accord " + receipt.receipt().accord());
    }
    var proof = held.proof();
    if (proof.index() != index
        || !Arrays.equals(proof.checkpoint().bytes(), receipt.checkpoint().bytes())) {
      throw new ProofInvalid("the held proof is not of this entry under the receipt's checkpoint");
    }
    proof.requireIncluded(bundle.entry()); // under the same bytes that the holder signed
  }
}
