package org.entente.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.entente.accord.Accord;
import org.entente.accord.CompiledAccord;
import org.entente.crypto.Sha256;

/// The accords that a node knows, every revision that all parties have signed, and which of them is
/// in force at an instant. A value: taking in another revision gives another value.
///
/// A revision counts from its `duration.from`, the one instant that all parties share: later than
/// that of the revision before it, and when it is signed still to come ([#requireYetToBegin]). So
/// it never reaches back over what went under the one before.
public final class Accords {
  private static final Comparator<CompiledAccord> BY_REVISION =
      Comparator.comparingLong(each -> each.accord().revision());

  public static final Accords NONE = new Accords(Map.of());

  private final List<CompiledAccord> revisions;
  private final Map<CompiledAccord, Instant> taken;

  private Accords(Map<CompiledAccord, Instant> taken) {
    this.taken = Map.copyOf(taken);
    this.revisions = taken.keySet().stream().sorted(BY_REVISION).toList();
  }

  /// Revisions that were taken in before, and when.
  public static Accords of(Map<CompiledAccord, Instant> taken) {
    return new Accords(taken);
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
    var more = new HashMap<>(taken);
    more.put(signed.accord(), at);
    return new Accords(more);
  }

  /// Refuses to sign a revision that would reach back: its first day must still be to come. The
  /// first revision has nothing before it, so it may.
  public static void requireYetToBegin(Accord accord, Instant at) throws AccordRejected {
    if (accord.revision() > 1 && accord.term().hasBegun(at)) {
      throw new AccordRejected(
          "accord %s revision %d counts from %s, which has begun at %s; what passed since then went under the revision before it: let duration.from be a day to come, by which all parties will have signed and installed it"
              .formatted(accord.id(), accord.revision(), accord.term().from(), at));
    }
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
    if (!accord.term().from().isAfter(before.term().from())) {
      throw new AccordRejected(
          "accord %s revision %d counts from %s; it must begin after revision %d, which began %s, or nothing would have gone under that one"
              .formatted(
                  accord.id(),
                  accord.revision(),
                  accord.term().from(),
                  before.revision(),
                  before.term().from()));
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
    return inForce(accord, at, _ -> true);
  }

  private Optional<CompiledAccord> inForce(
      String accord, Instant at, Predicate<CompiledAccord> known) {
    return revisions.stream()
        .filter(each -> each.accord().id().equals(accord))
        .filter(each -> each.accord().term().hasBegun(at))
        .filter(known)
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

  /// The same for an entry that names a revision. A node that took a later revision in after that
  /// one's first day had lived until then by the revision before it, as its partner may have; what
  /// went under that meanwhile went rightly.
  public List<CompiledAccord> inForce(String one, String other, Instant at, Sha256 named) {
    var now = inForce(one, other, at);
    var known =
        revision(named)
            .map(each -> each.accord().id())
            .flatMap(accord -> inForce(accord, at, each -> isKnown(each, at)))
            .filter(each -> each.accord().digest().equals(named))
            .filter(each -> binds(each.accord(), one) && binds(each.accord(), other));
    if (known.isEmpty() || now.contains(known.get())) {
      return now;
    }
    var then = new ArrayList<>(now);
    then.removeIf(each -> each.accord().id().equals(known.get().accord().id()));
    then.add(known.get());
    return then;
  }

  /// The first revision has nothing before it that could have held instead.
  private boolean isKnown(CompiledAccord revision, Instant at) {
    return revision.accord().revision() == 1
        || Optional.ofNullable(taken.get(revision)).filter(then -> !then.isAfter(at)).isPresent();
  }

  private static boolean binds(Accord accord, String party) {
    return accord.parties().stream().anyMatch(each -> each.id().equals(party));
  }
}
