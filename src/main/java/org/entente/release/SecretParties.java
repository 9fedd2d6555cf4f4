package org.entente.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.accord.Accord;
import org.entente.accord.Party;
import org.entente.accord.Visibility;
import org.entente.national.NameMatcher;
import org.entente.stix.Kind;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;

/// Parties of accords whose existence only their parties know (`visibility: parties`), the
/// recipient not among them, and which no other accord names to it. That such an id names a party
/// is not for the recipient to learn (accord.md §8.6).
final class SecretParties {
  private final Set<String> ids;
  private final NameMatcher names;

  /// @param known every accord that the deciding node knows, whoever its parties are
  SecretParties(Collection<Accord> known, String from, String to) {
    var parties = parties(known, from, to).toList();
    this.ids = parties.stream().map(Party::id).collect(Collectors.toSet());
    this.names = new NameMatcher(parties.stream().flatMap(party -> names(party).stream()).toList());
  }

  private static Stream<Party> parties(Collection<Accord> known, String from, String to) {
    var named = new HashSet<String>(Set.of(from, to));
    known.stream()
        .filter(accord -> !isSecret(accord, to))
        .flatMap(accord -> accord.parties().stream())
        .forEach(party -> named.add(party.id()));
    return known.stream()
        .flatMap(accord -> accord.parties().stream())
        .filter(party -> !named.contains(party.id()));
  }

  private static boolean isSecret(Accord accord, String to) {
    return accord.visibility() == Visibility.PARTIES && accord.party(to).isEmpty();
  }

  private static List<String> names(Party party) {
    return List.copyOf(party.name().byLanguage().values());
  }

  boolean has(StixId id) {
    return !ids.isEmpty() && ids.contains(id.text());
  }

  /// Whether a supporting object names one of them: by id, or by name in one of its texts.
  boolean areNamedIn(StixObject object) {
    return !ids.isEmpty() && (has(object.id()) || (isSupporting(object) && stand(object)));
  }

  private static boolean isSupporting(StixObject object) {
    return object.type().equals("identity")
        || object.kind() == Kind.MARKING_DEFINITION
        || object.kind() == Kind.EXTENSION_DEFINITION
        || object.kind() == Kind.LANGUAGE_CONTENT;
  }

  private boolean stand(StixObject object) {
    var text = new String(object.bytes(), UTF_8);
    return names.find(text).isPresent() || ids.stream().anyMatch(text::contains);
  }
}
