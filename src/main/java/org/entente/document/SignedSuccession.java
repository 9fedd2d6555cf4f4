package org.entente.document;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.entente.accord.Accord;
import org.entente.crypto.Jws;
import org.entente.crypto.Jws.KeyInUse;
import org.entente.crypto.ProofInvalid;

/// A [Succession] with signatures, of the same kind and by the same bodies as those on the accord:
/// a JWS of type `entente-statement+jws`. Who signs it may have no accord and no node at hand, so
/// the keys are compared with the accord's only by [#verify].
public final class SignedSuccession {
  public static final String TYPE = "entente-statement+jws";

  private final Succession succession;
  private final Jws jws;

  private SignedSuccession(Succession succession, Jws jws) {
    this.succession = succession;
    this.jws = jws;
  }

  /// Whether a signed document is of this type, and not an accord.
  public static boolean isOne(byte[] bytes) {
    try {
      return Jws.parse(bytes).signatures().getFirst().typ().equals(TYPE);
    } catch (ProofInvalid e) {
      return false;
    }
  }

  /// Reads one; that its signatures hold is asked of [#verify].
  public static SignedSuccession read(byte[] bytes) throws AccordRejected {
    try {
      var jws = Jws.parse(bytes);
      return new SignedSuccession(Succession.read(jws.payload()), jws);
    } catch (ProofInvalid e) {
      throw new AccordRejected("the statement's signatures do not read: " + e.getMessage());
    }
  }

  /// The first signatures on a statement.
  public static SignedSuccession sign(Succession succession, List<KeyInUse> keys) {
    return new SignedSuccession(succession, Jws.sign(TYPE, succession.bytes(), keys));
  }

  /// The same statement with these keys' signatures as well.
  public SignedSuccession and(List<KeyInUse> keys) {
    var known = jws.signatures().stream().map(Jws.Signed::kid).collect(Collectors.toSet());
    var fresh = keys.stream().filter(key -> !known.contains(key.kid())).toList();
    return new SignedSuccession(succession, jws.withSignatures(TYPE, fresh));
  }

  public Succession succession() {
    return succession;
  }

  public byte[] bytes() {
    return jws.bytes();
  }

  /// Names of the keys that signed, whosever they are.
  public List<String> kids() {
    return jws.signatures().stream().map(Jws.Signed::kid).toList();
  }

  /// A statement counts when every body of both parties that signs the accord has signed it, with
  /// both algorithms, by keys that this revision lists and that are in date at that instant.
  public void verify(Accord accord, Instant at) throws AccordRejected {
    var signatures = new Signatures(accord, jws);
    try {
      signatures.verify(TYPE);
    } catch (ProofInvalid e) {
      throw new AccordRejected("the statement's signatures do not hold: " + e.getMessage());
    }
    var missing = signatures.missing(at);
    if (!missing.isEmpty()) {
      throw new AccordRejected(
          "the statement is not signed by all parties with keys in date at %s; missing: %s"
              .formatted(at, String.join(", ", missing)));
    }
  }
}
