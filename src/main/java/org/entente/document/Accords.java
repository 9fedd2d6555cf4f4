package org.entente.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.entente.accord.Accord;
import org.entente.accord.CompiledAccord;
import org.entente.crypto.Sha256;

/// The accords that a node knows, every revision that all parties have signed, and which of them is
/// in force at an instant. A value: taking in another revision gives another value.
public final class Accords {
  private static final Comparator<CompiledAccord> BY_REVISION =
      Comparator.comparingLong(each -> each.accord().revision());

  public static final Accords NONE = new Accords(List.of());

  private final List<CompiledAccord> revisions;

  private Accords(Collection<CompiledAccord> revisions) {
    this.revisions = revisions.stream().sorted(BY_REVISION).toList();
  }

  /// Revisions that were taken in before, in any order.
  public static Accords of(Collection<CompiledAccord> revisions) {
    return new Accords(revisions);
  }

  /// With one more revision. It must be signed by all with keys in date at this instant, and follow
  /// the highest revision known, whose digest it supersedes; the same document again changes
  /// nothing.
  public Accords with(SignedAccord signed, Instant at) throws AccordRejected {
    if (revision(signed.digest()).isPresent()) {
      return this;
    }
    signed.requireSignedByAll(at);
    requireFollows(signed.accord().accord());
    var more = new ArrayList<>(revisions);
    more.add(signed.accord());
    return new Accords(more);
  }

  private void requireFollows(Accord accord) throws AccordRejected {
    var latest = latest(accord.id()).map(CompiledAccord::accord);
    if (latest.isEmpty() && accord.revision() == 1) {
      return;
    }
    if (latest.isEmpty()) {
      throw new AccordRejected(
          "accord %s revision %d is the first seen here; install revision 1 before it"
              .formatted(accord.id(), accord.revision()));
    }
    var before = latest.get();
    if (accord.revision() <= before.revision()) {
      throw new AccordRejected(
          "another document is known as revision %d of accord %s: sha256 %s, this one %s"
              .formatted(before.revision(), accord.id(), before.digest(), accord.digest()));
    }
    if (!accord.supersedes().equals(Optional.of(before.digest()))) {
      throw new AccordRejected(
          "accord %s revision %d supersedes %s; the revision before it here is %d, sha256 %s"
              .formatted(
                  accord.id(),
                  accord.revision(),
                  accord.supersedes().map(Sha256::hex).orElse("nothing"),
                  before.revision(),
                  before.digest()));
    }
  }

  /// Every revision known, lowest first.
  public List<CompiledAccord> all() {
    return revisions;
  }

  public Optional<CompiledAccord> revision(Sha256 digest) {
    return revisions.stream().filter(each -> each.accord().digest().equals(digest)).findFirst();
  }

  /// The highest revision of an accord, in force or not.
  public Optional<CompiledAccord> latest(String accord) {
    return revisions.stream().filter(each -> each.accord().id().equals(accord)).max(BY_REVISION);
  }

  /// The revision of an accord in force: the highest that has begun, while its term lasts. A
  /// revision that has ended does not bring back the one before it.
  public Optional<CompiledAccord> inForce(String accord, Instant at) {
    return revisions.stream()
        .filter(each -> each.accord().id().equals(accord))
        .filter(each -> each.accord().term().hasBegun(at))
        .max(BY_REVISION)
        .filter(each -> each.accord().term().covers(at));
  }

  /// The accords in force that bind both parties (identity ids): a forbid of any of them binds.
  public List<CompiledAccord> inForce(String one, String other, Instant at) {
    return revisions.stream()
        .map(each -> each.accord().id())
        .distinct()
        .flatMap(accord -> inForce(accord, at).stream())
        .filter(each -> binds(each.accord(), one) && binds(each.accord(), other))
        .toList();
  }

  private static boolean binds(Accord accord, String party) {
    return accord.parties().stream().anyMatch(each -> each.id().equals(party));
  }
}
