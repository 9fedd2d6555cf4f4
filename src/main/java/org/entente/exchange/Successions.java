package org.entente.exchange;

import java.util.Optional;
import org.entente.document.AccordRejected;
import org.entente.document.SignedSuccession;
import org.entente.document.Succession;
import org.entente.feed.Parts;

/// Takes `succeed` statements (exchange.md §7): both logs of the pair end at the sizes that one
/// names, and an empty pair goes on in their place.
final class Successions {
  private final Parts parts;
  private final Partners partners;
  private final SealedPairs sealed;

  Successions(Parts parts, Partners partners, SealedPairs sealed) {
    this.parts = parts;
    this.partners = partners;
    this.sealed = sealed;
  }

  Succeeded take(byte[] document) {
    try {
      var signed = SignedSuccession.read(document);
      var link = about(signed.succession());
      if (link.isEmpty()) {
        return sealed.known(signed.succession(), partners.links());
      }
      var latest = parts.agreements().latest(link.get().name().accord());
      signed.verify(latest, parts.clock().instant());
      return seal(link.get(), signed);
    } catch (AccordRejected e) {
      return new Succeeded.Refused(String.valueOf(e.getMessage()));
    }
  }

  private Optional<Link> about(Succession succession) {
    return partners.links().stream()
        .filter(link -> new Succeeding(link.pair()).isAbout(succession))
        .findFirst();
  }

  /// Nobody works on a pair that ends; when it cannot be sealed so, it goes on.
  private Succeeded seal(Link link, SignedSuccession signed) {
    link.close();
    try {
      return new Succeeding(link.pair()).seal(signed);
    } finally {
      partners.renew(link);
    }
  }
}
