package org.entente.release;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.entente.accord.Accord;
import org.entente.accord.Handling;
import org.entente.accord.Onward;
import org.entente.crypto.Sha256;
import org.entente.expression.Licence;
import org.entente.expression.Source;

/// Whether those from whom an object came let it go to this recipient (**Origin binds**; accord.md
/// §8.2). Every source counts, through whatever door the object came: one that says no is enough.
final class Provenance {
  private final Candidate candidate;
  private final Set<Source> sources;
  private final String to;
  private final Function<Sha256, Optional<Accord>> revisions;

  Provenance(Candidate candidate, String to, Function<Sha256, Optional<Accord>> revisions) {
    this.candidate = candidate;
    this.sources = sources(candidate);
    this.to = to;
    this.revisions = revisions;
  }

  /// Why it may not go, or nothing.
  Optional<Step> refusal() {
    for (var filing : candidate.filings()) {
      if (filing.source().isEmpty()) {
        return Optional.of(Step.of(Finding.SOURCE_UNDECLARED, filing.collection()));
      }
    }
    for (var source : sources) {
      var refusal = bySource(source);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    for (var origin : candidate.origins()) {
      var refusal = byOrigin(origin);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private static Set<Source> sources(Candidate candidate) {
    var sources = new LinkedHashSet<Source>();
    for (var filing : candidate.filings()) {
      filing.source().ifPresent(sources::add);
    }
    sources.addAll(candidate.doors());
    return sources;
  }

  private Optional<Step> bySource(Source source) {
    return switch (source.kind()) {
      case OWN, PUBLIC -> Optional.empty();
      case CONSTITUENT ->
          source.consents().contains(to)
              ? byLicence(source.licence().orElse(Licence.SHARE))
              : Optional.of(Step.of(Finding.NO_CONSENT));
      case VENDOR ->
          source.licence().map(this::byLicence).orElse(Optional.of(Step.of(Finding.NO_LICENCE)));
      case PARTY -> byParty(source.party().orElseThrow());
    };
  }

  private Optional<Step> byLicence(Licence licence) {
    return switch (licence) {
      case SHARE, SHARE_ATTRIBUTED -> Optional.empty();
      case NO_SHARE -> Optional.of(Step.of(Finding.LICENCE_FORBIDS));
    };
  }

  /// A party's object whose terms nobody handed in must not go on no terms.
  private Optional<Step> byParty(String party) {
    boolean known = candidate.origins().stream().anyMatch(one -> one.party().equals(party));
    return known ? Optional.empty() : Optional.of(Step.of(Finding.ORIGIN_UNKNOWN, party));
  }

  private Optional<Step> byOrigin(Origin origin) {
    if (origin.party().equals(to)) {
      return Optional.empty(); // a later version of what the recipient itself once sent
    }
    return switch (origin.handling().onward().orElse(Onward.NONE)) {
      case NONE -> Optional.of(Step.of(Finding.ORIGIN_FORBIDS, origin.party()));
      case CONSENT ->
          origin.consents().contains(to)
              ? Optional.empty()
              : Optional.of(Step.of(Finding.ASK_THE_ORIGINATOR, origin.party()));
      case MEMBERS ->
          revisions.apply(origin.revision()).flatMap(accord -> accord.party(to)).isPresent()
              ? Optional.empty()
              : Optional.of(Step.of(Finding.NOT_A_MEMBER, origin.party()));
      case FREE -> Optional.empty();
    };
  }

  /// A licence that asks for the creator's name to stay on it.
  boolean asksAttribution() {
    return sources.stream()
        .anyMatch(source -> source.licence().equals(Optional.of(Licence.SHARE_ATTRIBUTED)));
  }

  /// What the originators ask of whoever gets it next.
  Handling handling() {
    var handling = Handling.UNSAID;
    for (var origin : candidate.origins()) {
      if (!origin.party().equals(to)) {
        handling = handling.and(origin.handling().orElse(Handling.STRICTEST));
      }
    }
    return handling;
  }
}
