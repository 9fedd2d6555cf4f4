package org.entente.accord;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// A state, through its authority, that is bound by the accord.
///
/// @param id STIX identity id, the `created_by_ref` of what the party originates
/// @param country ISO 3166-1 alpha-2
/// @param node where its node serves partners; its host names the party's logs
public record Party(
    String id,
    String country,
    Texts name,
    URI node,
    List<Body> bodies,
    List<PartyKey> keys,
    List<Contact> contacts) {

  /// Whom to reach, when, in which languages, and how: `by` holds `{phone: …}`, `{mail: …}`.
  public record Contact(String role, String hours, List<String> languages, List<Reach> by) {
    public Contact {
      languages = List.copyOf(languages);
      by = List.copyOf(by);
    }
  }

  /// `{ phone: "+212 5 37 …" }`
  public record Reach(String means, String address) {}

  public Party {
    bodies = List.copyOf(bodies);
    keys = List.copyOf(keys);
    contacts = List.copyOf(contacts);
  }

  /// The bodies that must all sign before the party has signed.
  public List<Body> signatories() {
    return bodies.stream().filter(body -> body.role() == Body.Role.SIGNATORY).toList();
  }

  /// The keys for one use that are in date.
  public Stream<PartyKey> keys(KeyUse use, Instant at) {
    return keys.stream().filter(key -> key.use() == use && key.isInDate(at));
  }
}
