package org.entente.exchange;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.entente.crypto.ProofInvalid;
import org.entente.decisions.LinkTable;
import org.entente.decisions.OutgoingTable;
import org.entente.decisions.SuccessionTable;
import org.entente.document.SignedSuccession;
import org.entente.document.Succession;
import org.entente.document.Succession.Sealed;
import org.entente.feed.Loop;
import org.entente.feed.Pair;
import org.entente.feed.ReceiptTable;
import org.entente.ledger.LeafRows;
import org.entente.storage.Restorations;
import org.entente.tlog.LogOrigin;

/// Ends a pair of logs that cannot go on, by what both parties sign: an entry that nobody holds,
/// two homes that wrote one log, a partner that lost what it once signed (exchange.md §7).
public final class Succeeding {
  private final Pair pair;

  Succeeding(Pair pair) {
    this.pair = pair;
  }

  /// How much of either log is to count.
  public record Sizes(long out, long in) {}

  /// A statement for both parties' signatories.
  ///
  /// @param unasked why it could not be compared with the partner's copies; then it takes what is
  ///   here and what the partner has answered
  public record Proposal(Succession succession, Optional<String> unasked) {}

  /// Proposes as much as both have alike, as far as the partner can be asked.
  public Proposal propose(String reason) throws InterruptedException {
    var here = here();
    try (var client = pair.client()) {
      var path = "accords/" + pair.name().accord();
      long out = new CommonBeginning(client, path + "/in/").with(here.out, pair.own().rows()::hash);
      long in = new CommonBeginning(client, path + "/out/").with(here.in, pair.held().rows()::hash);
      var sizes = new Sizes(Math.min(out, receipted()), in);
      return new Proposal(statement(reason, sizes), Optional.empty());
    } catch (IOException | ProofInvalid e) {
      var sizes = new Sizes(Math.min(here.out, Math.min(receipted(), answered())), here.in);
      return new Proposal(statement(reason, sizes), Optional.of(Loop.said(e)));
    }
  }

  /// Why not so much of either log can count; empty when it can.
  public Optional<String> objection(Sizes sizes) {
    return tooLong(pair.own().origin(), sizes.out, here().out)
        .or(() -> tooLong(pair.held().origin(), sizes.in, here().in))
        .or(() -> unreceipted(sizes.out));
  }

  /// A home that was put back from a copy of an earlier time, and has not had the partner's word
  /// since, may have lost entries under a seal to which its own party agreed. Nobody gives them
  /// back once the partner has sealed them, and what they sent may go again.
  private boolean isRestored() {
    return pair.parts()
        .database()
        .read(connection ->
            Restorations.unconfirmed(connection).isPresent()
                || LinkTable.asked(connection, pair.no()) < Restorations.last(connection));
  }

  /// Whether the partner has ended this epoch: it gives nothing of it back any more, so to wait for
  /// what is missing here would be to wait for ever.
  private boolean isEndedThere() {
    try (var client = pair.client()) {
      var path = "accords/%s/in/checkpoint?epoch=%d".formatted(pair.name().accord(), pair.epoch());
      return client.get(path).status() == PartnerDoor.ANOTHER_EPOCH;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// A statement over these sizes, to which there must be no objection.
  public Succession statement(String reason, Sizes sizes) {
    return new Succession(
        pair.name().accord(),
        now().truncatedTo(ChronoUnit.SECONDS),
        pair.epoch(),
        List.of(
            new Sealed(pair.own().origin().text(), sizes.out, pair.own().rows().root(sizes.out)),
            new Sealed(pair.held().origin().text(), sizes.in, pair.held().rows().root(sizes.in))),
        reason);
  }

  /// Whether it names both logs of this pair.
  public boolean isAbout(Succession succession) {
    return succession.log(pair.own().origin().text()).isPresent()
        && succession.log(pair.held().origin().text()).isPresent();
  }

  /// Why this node cannot seal its logs so; empty when it can.
  public Optional<String> objection(Succession succession) {
    var out = succession.log(pair.own().origin().text());
    var in = succession.log(pair.held().origin().text());
    if (!succession.accord().equals(pair.name().accord())
        || succession.epoch() != pair.epoch()
        || out.isEmpty()
        || in.isEmpty()) {
      return Optional.of(
          "it is not about epoch %d of the logs under %s with %s"
              .formatted(pair.epoch(), pair.name().accord(), pair.name().partner()));
    }
    var sizes = new Sizes(out.get().size(), in.get().size());
    var missing = objection(sizes);
    if (missing.isPresent() && !isRestored() && !isEndedThere()) {
      return missing;
    }
    var here = here();
    return another(out.get(), here.out, pair.own().rows())
        .or(() -> another(in.get(), here.in, pair.held().rows()));
  }

  private static Optional<String> tooLong(LogOrigin origin, long size, long here) {
    return size < 0 || size > here
        ? Optional.of("%s: here are %d entries, not %d".formatted(origin, here, size))
        : Optional.empty();
  }

  /// What has no receipt may not have been delivered, and after the seal nobody could say so.
  private Optional<String> unreceipted(long size) {
    long receipted = receipted();
    return size > receipted
        ? Optional.of(
            "%s: entry %d has no receipt here; at most %d entries can be sealed: propose it from this node"
                .formatted(pair.own().origin(), receipted, receipted))
        : Optional.empty();
  }

  /// @param here how much of it there is to compare
  private static Optional<String> another(Sealed sealed, long here, LeafRows rows) {
    if (sealed.size() > here || rows.root(sealed.size()).equals(sealed.root())) {
      return Optional.empty();
    }
    return Optional.of(
        "%s: the root of the first %d entries is %s here, not %s"
            .formatted(
                sealed.origin(),
                sealed.size(),
                rows.root(sealed.size()).base64(),
                sealed.root().base64()));
  }

  /// How much the partner has said that it holds.
  private long answered() {
    return pair.parts().database().read(connection -> ReceiptTable.answered(connection, pair.no()));
  }

  private Sizes here() {
    return new Sizes(pair.parts().database().read(pair.own()::size), pair.held().size());
  }

  /// The number of the first entry that waits for its receipt.
  private long receipted() {
    return pair.parts()
        .database()
        .read(connection -> OutgoingTable.firstUnreceipted(connection, pair.no(), 0))
        .orElse(Long.MAX_VALUE);
  }

  /// Seals both logs and begins the next epoch, in one transaction; then signs for the last time
  /// what is under the seal.
  Succeeded seal(SignedSuccession signed) {
    var objection = objection(signed.succession());
    if (objection.isPresent()) {
      return new Succeeded.Refused(objection.get());
    }
    var out = signed.succession().log(pair.own().origin().text()).orElseThrow();
    var in = signed.succession().log(pair.held().origin().text()).orElseThrow();
    var here = here();
    pair.parts()
        .database()
        .write(connection -> {
          pair.own().rows().seal(connection, Math.min(out.size(), here.out));
          pair.held().rows().seal(connection, Math.min(in.size(), here.in));
          return SuccessionTable.seal(connection, pair.no(), signed.bytes(), out.size(), now());
        });
    settle();
    return new Succeeded.New(signed.succession(), pair.epoch() + 1);
  }

  /// What a crash after the commit may have left undone.
  void settle() {
    pair.own().publish();
    pair.held().cosign();
  }

  private Instant now() {
    return pair.parts().clock().instant();
  }
}
