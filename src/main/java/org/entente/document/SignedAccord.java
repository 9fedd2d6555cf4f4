package org.entente.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.entente.accord.Accord;
import org.entente.accord.CompiledAccord;
import org.entente.crypto.Jws;
import org.entente.crypto.Jws.KeyInUse;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.json.MalformedJson;

/// An accord with signatures: the canonical document as the payload of a JWS (RFC 7515, General JSON
/// Serialization) of type `entente-accord+jws`. Every signing body signs with two keys of its own
/// that the document lists for use `sign`, one of each algorithm, so that the accord stands as long
/// as either holds:
///
///     {"payload":"<canonical accord, base64url>","signatures":[
///       {"protected":"{\"alg\":\"Ed25519\",\"kid\":\"ma-sign-1\",\"typ\":\"entente-accord+jws\"}", …},
///       {"protected":"{\"alg\":\"ML-DSA-65\",\"kid\":\"ma-sign-2\",…}", …}, … ]}
///
/// Every signature in it holds, or it would not have been read; who is still to sign is asked of
/// [#missing]. The keys vouch for the document, not for themselves: whose keys they are, the node
/// cards say.
public final class SignedAccord {
  public static final String TYPE = "entente-accord+jws";

  private final CompiledAccord accord;
  private final Jws jws;

  private SignedAccord(CompiledAccord accord, Jws jws) {
    this.accord = accord;
    this.jws = jws;
  }

  /// Reads a document that one or more bodies have signed. A signature that does not hold, or of a
  /// key that the document does not list, or alone without its pair, rejects the whole.
  public static SignedAccord read(byte[] bytes) throws AccordRejected {
    try {
      var jws = Jws.parse(bytes);
      var signed = new SignedAccord(AccordReader.readSigned(jws.payload()), jws);
      signed.signatures().verify(TYPE);
      return signed;
    } catch (ProofInvalid e) {
      throw new AccordRejected("the accord's signatures do not hold: " + e.getMessage());
    }
  }

  /// The accord of a document that was read before and kept. Neither its signatures nor its
  /// expressions are looked at again, so it decides nothing: for whoever shows what there is.
  public static Accord kept(byte[] bytes) {
    try {
      return AccordReader.kept(Jws.parse(bytes).payload());
    } catch (ProofInvalid | MalformedJson e) {
      throw new IllegalStateException("an accord that was installed no longer reads", e);
    }
  }

  /// The first signatures on an accord.
  public static SignedAccord sign(CompiledAccord accord, List<KeyInUse> keys)
      throws AccordRejected {
    Signatures.requireListed(accord.accord(), keys);
    var signed =
        new SignedAccord(accord, Jws.sign(TYPE, accord.accord().canonical(), List.copyOf(keys)));
    signed.signatures().requirePairs();
    return signed;
  }

  /// The same accord with these keys' signatures as well.
  public SignedAccord and(List<KeyInUse> keys) throws AccordRejected {
    Signatures.requireListed(accord.accord(), keys);
    var fresh = keys.stream().filter(key -> !signatures().kids().contains(key.kid())).toList();
    var signed = new SignedAccord(accord, jws.withSignatures(TYPE, fresh));
    signed.signatures().requirePairs();
    return signed;
  }

  /// The signatures of both, when both are of the same document.
  public SignedAccord and(SignedAccord other) throws AccordRejected {
    if (!other.digest().equals(digest())) {
      throw new AccordRejected(
          "signatures of two documents cannot be joined: sha256 %s and %s"
              .formatted(digest(), other.digest()));
    }
    var all = new ArrayList<>(jws.signatures());
    other.jws.signatures().stream()
        .filter(signature -> !signatures().kids().contains(signature.kid()))
        .forEach(all::add);
    return new SignedAccord(accord, new Jws(jws.payload(), all));
  }

  public CompiledAccord accord() {
    return accord;
  }

  /// Names this revision: the SHA-256 of the payload.
  public Sha256 digest() {
    return accord.accord().digest();
  }

  /// The document with its signatures, as it is kept and passed on.
  public byte[] bytes() {
    return jws.bytes();
  }

  /// Identity ids of the parties whose every signing body has signed with both algorithms, by keys
  /// that are in date at this instant.
  public Set<String> signedBy(Instant at) {
    return signatures().signedBy(at);
  }

  /// Who is still to sign at this instant, in words such as `IL signatory (ML-DSA-65)`; empty when
  /// all have.
  public List<String> missing(Instant at) {
    return signatures().missing(at);
  }

  /// An accord binds when every party has signed it.
  public void requireSignedByAll(Instant at) throws AccordRejected {
    var missing = missing(at);
    if (!missing.isEmpty()) {
      throw new AccordRejected(
          "accord %s revision %d is not signed by all parties with keys in date at %s; missing: %s"
              .formatted(
                  accord.accord().id(),
                  accord.accord().revision(),
                  at,
                  String.join(", ", missing)));
    }
  }

  private Signatures signatures() {
    return new Signatures(accord.accord(), jws);
  }
}
