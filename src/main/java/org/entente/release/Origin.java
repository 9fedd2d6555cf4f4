package org.entente.release;

import java.util.Set;
import org.entente.accord.Handling;
import org.entente.crypto.Sha256;

/// That an id came from a party, and on what terms (**Origin binds**).
///
/// @param party its identity id
/// @param revision of the accord under which it came: those are the members of `onward: members`
/// @param handling from the header it came with; what that left unsaid counts as the strictest
/// @param consents identity ids of parties to whom the originator has agreed that it may go
public record Origin(String party, Sha256 revision, Handling handling, Set<String> consents) {
  public Origin {
    consents = Set.copyOf(consents);
  }
}
