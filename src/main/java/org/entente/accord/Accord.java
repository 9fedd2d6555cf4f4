package org.entente.accord;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.crypto.Sha256;
import org.entente.json.CanonicalJson;
import org.entente.json.JsonValue.JsonObject;
import org.entente.stix.Pap;
import org.entente.stix.Tlp;

/// One revision of an accord as its document says it (accord.md §1). The document itself comes
/// along: its canonical form (RFC 8785) is what gets signed, and the SHA-256 of that names the
/// revision.
///
/// @param supersedes the digest of the revision before, for every revision but the first
/// @param levels lowest first
/// @param initial what holds in each pillar before any stance
public record Accord(
    String id,
    long revision,
    Optional<Sha256> supersedes,
    Texts title,
    Visibility visibility,
    List<Party> parties,
    List<Level> levels,
    Map<Pillar, Level> initial,
    Definitions definitions,
    List<Article> articles,
    Term term,
    JsonObject document,
    Sha256 digest) {

  /// The words the accord defines, and what an object without any marking counts as.
  public record Definitions(
      Texts community, Texts constituents, Tlp unmarkedTlp, Pap unmarkedPap) {}

  public Accord {
    parties = List.copyOf(parties);
    levels = List.copyOf(levels);
    initial = Collections.unmodifiableMap(new EnumMap<>(initial));
    articles = List.copyOf(articles);
  }

  /// The level that holds in this pillar before any stance.
  public Level initial(Pillar pillar) {
    return Optional.ofNullable(initial.get(pillar)).orElseThrow();
  }

  /// All clauses in document order.
  public Stream<Clause> clauses() {
    return articles.stream().flatMap(article -> article.clauses().stream());
  }

  public Optional<Clause> clause(String id) {
    return clauses().filter(clause -> clause.id().equals(id)).findFirst();
  }

  /// The party of this identity id or country.
  public Optional<Party> party(String idOrCountry) {
    return parties.stream()
        .filter(party -> party.id().equals(idOrCountry) || party.country().equals(idOrCountry))
        .findFirst();
  }

  public Optional<Level> level(String id) {
    return levels.stream().filter(level -> level.id().equals(id)).findFirst();
  }

  /// The bytes that get signed.
  public byte[] canonical() {
    return CanonicalJson.bytes(document);
  }
}
