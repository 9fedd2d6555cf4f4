package org.entente.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.decisions.LinkTable;
import org.entente.decisions.SuccessionTable;
import org.entente.document.AccordRejected;
import org.entente.document.SignedSuccession;
import org.entente.document.Succession;
import org.entente.document.Succession.Sealed;
import org.entente.feed.Pair;
import org.entente.feed.Parts;
import org.entente.ledger.Ledger;
import org.entente.storage.StorageFailure;

/// The pairs of logs that have ended. They are opened when somebody asks: to prove what went, or to
/// verify everything.
final class SealedPairs {
  private final Parts parts;
  private final Ledger ledger;

  SealedPairs(Parts parts, Ledger ledger) {
    this.parts = parts;
    this.ledger = ledger;
  }

  /// Those before this one, the first first.
  List<Pair> before(Pair pair) {
    var partner = pair.name().partner();
    long no = parts.database().read(connection -> LinkTable.peer(connection, partner));
    var ended = Pair.sealed(parts, ledger, pair.peer(), no, pair.name().accord());
    ended.forEach(one -> new Succeeding(one).settle());
    return ended;
  }

  /// The same with this one.
  List<Pair> all(Pair pair) {
    var all = new ArrayList<>(before(pair));
    all.add(pair);
    return all;
  }

  /// What to say of a statement that is about no pair that goes on.
  Succeeded known(Succession succession, List<Link> links) {
    for (var link : links) {
      for (var pair : before(link.pair())) {
        if (statement(pair).equals(Optional.of(succession))) {
          return new Succeeded.Known(succession);
        }
        if (succession.log(pair.own().origin().text()).isPresent()) {
          return new Succeeded.Refused(
              "epoch %d of these logs ended by another statement".formatted(pair.epoch()));
        }
      }
    }
    return new Succeeded.Refused("it is about no pair of logs that is here");
  }

  /// How a pair ended; empty of one that goes on.
  private Optional<Succession> statement(Pair pair) {
    var bytes =
        parts.database().read(connection -> SuccessionTable.statement(connection, pair.no()));
    try {
      return bytes.isEmpty()
          ? Optional.empty()
          : Optional.of(SignedSuccession.read(bytes.get()).succession());
    } catch (AccordRejected e) {
      throw new IllegalStateException("a statement that was taken no longer reads", e);
    }
  }

  /// Verifies both logs of a pair, and that what is under a seal is what both parties signed; what
  /// is wrong, when something is.
  Optional<String> problem(Pair pair) {
    try {
      pair.own().check();
      pair.held().check();
      if (statement(pair).isPresent()) {
        var statement = statement(pair).get();
        var own = statement.log(pair.own().origin().text()).orElseThrow();
        var held = statement.log(pair.held().origin().text()).orElseThrow();
        check(own, pair.parts().database().read(pair.own()::size), pair.own().rows()::root);
        check(held, pair.held().size(), pair.held().rows()::root);
      }
      return Optional.empty();
    } catch (ProofInvalid | StorageFailure e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /// What a restore took from under a seal is not here to be verified.
  private static void check(Sealed log, long here, LongFunction<Sha256> roots) throws ProofInvalid {
    if (here < log.size()) {
      return;
    }
    var root = roots.apply(log.size());
    if (!root.equals(log.root())) {
      throw new ProofInvalid(
          "log %s: calculated root %s at size %d, sealed was %s"
              .formatted(log.origin(), root.base64(), log.size(), log.root().base64()));
    }
  }
}
