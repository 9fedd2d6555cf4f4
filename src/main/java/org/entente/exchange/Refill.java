package org.entente.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.entente.crypto.ProofInvalid;
import org.entente.decisions.CursorTable;
import org.entente.decisions.LinkTable;
import org.entente.decisions.OutgoingTable;
import org.entente.feed.AccordUnknown;
import org.entente.feed.Loop;
import org.entente.feed.Page;
import org.entente.feed.PageEntry;
import org.entente.feed.Signal;
import org.entente.ledger.Contradiction;
import org.entente.ledger.Leaf;
import org.entente.peers.PartnerClient;
import org.entente.storage.StorageFailure;
import org.entente.tlog.Checkpoint;
import org.entente.tlog.SignedCheckpoint;

/// After every start, before a leaf is appended, and once in a while: asks the partner how much of
/// our own log it holds. When it holds more than we do, we came back from a backup, or are a copy
/// of a home that runs elsewhere; the lost end is filled in again from what the partner holds, leaf
/// for leaf. When it holds something else, two homes wrote one log.
final class Refill {
  private static final int OK = 200;
  private static final int HOLDS_NOTHING = 204;
  private static final int NOT_FOUND = 404;
  private static final int ANOTHER_EPOCH = 409;

  private final Link link;
  private final PartnerClient client;
  private final Signal decided;
  private final String in;

  Refill(Link link, PartnerClient client, Signal decided) {
    this.link = link;
    this.client = client;
    this.decided = decided;
    this.in = "accords/" + link.name().accord() + "/in/";
  }

  /// Opens our log for appending; what keeps it closed, when something does. A contradiction found
  /// on the way is raised.
  Optional<String> problem() throws InterruptedException {
    try {
      run();
      return Optional.empty();
    } catch (Contradiction e) {
      link.raise(e);
      link.partnersSizeIsDoubted();
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (IOException | ProofInvalid | StorageFailure e) {
      return Optional.of(Loop.said(e));
    }
  }

  private void run() throws IOException, InterruptedException, ProofInvalid {
    var held = ask("checkpoint");
    var signed = ask("signed");
    if (held.isPresent()) {
      link.pair().keys().holder().verify(held.get());
      compare(held.get());
    }
    var largest = signed.or(() -> held);
    if (largest.isPresent()) {
      recover(held, largest.get());
    }
    requireNothingMissing(held);
    askForLostReceipts(held.map(note -> note.checkpoint().size()).orElse(0L));
    if (!link.mayAppend()) {
      LostEnd.madeGood(link.pair());
      link.partnersSizeIsKnown();
    }
    decided.raise();
  }

  /// What the partner holds it has receipted, or is about to. A receipt that came and was lost with
  /// a store that was put back is not sent again unless one asks, and releases would wait for it
  /// without end.
  private void askForLostReceipts(long held) throws IOException, InterruptedException {
    var oldest =
        link.parts()
            .database()
            .read(connection -> OutgoingTable.oldestUnreceipted(connection, link.no()))
            .map(OutgoingTable.Unreceipted::entry);
    if (oldest.isPresent() && oldest.get() < held) {
      var answer =
          client.get(
              in
                  + "releases?refill=1&from=%d&limit=1&epoch=%d"
                      .formatted(oldest.get(), link.pair().epoch()));
      if (answer.status() != OK) {
        throw new IOException(in + "releases answers " + answer.status());
      }
    }
  }

  private Optional<SignedCheckpoint> ask(String which)
      throws IOException, InterruptedException, ProofInvalid {
    var answer = client.get(in + which + "?epoch=" + link.pair().epoch());
    return switch (answer.status()) {
      case HOLDS_NOTHING -> Optional.empty();
      case OK -> Optional.of(SignedCheckpoint.parse(answer.body()));
      case NOT_FOUND -> {
        link.accordIsUnknownThere();
        throw new AccordUnknown(link.name());
      }
      case ANOTHER_EPOCH -> throw new AnotherEpoch(link.pair());
      default -> throw new IOException(in + which + " answers " + answer.status());
    };
  }

  /// What the partner says it holds must be what we wrote. A partner that stopped in the middle of
  /// our log cosigned a size that we never signed.
  private void compare(SignedCheckpoint held) throws ProofInvalid {
    var head = held.checkpoint();
    var ours = link.own().published();
    if (!head.origin().equals(link.own().origin())) {
      throw new ProofInvalid(
          "expected a checkpoint of %s, found one of %s"
              .formatted(link.own().origin(), head.origin()));
    }
    if (ours.isPresent()
        && head.size() > 0
        && head.size() <= ours.get().checkpoint().size()
        && !link.own().root(head.size()).equals(head.root())) {
      throw new Contradiction(
          "%s at size %d: the partner holds root %s, here it is %s"
              .formatted(
                  head.origin(),
                  head.size(),
                  head.root().base64(),
                  link.own().root(head.size()).base64()),
          ours.get().bytes(),
          held.bytes());
    }
  }

  /// Brings back what the partner holds and we lost.
  ///
  /// @param signed the largest checkpoint of our own keys that the partner has seen; only under it
  ///   can entries be believed to be ours
  private void recover(Optional<SignedCheckpoint> held, SignedCheckpoint signed)
      throws IOException, InterruptedException, ProofInvalid {
    long size = held.map(SignedCheckpoint::checkpoint).map(Checkpoint::size).orElse(0L);
    long published = link.own().published().map(note -> note.checkpoint().size()).orElse(0L);
    if (size <= published && signed.checkpoint().size() <= published) {
      if (!held.equals(Optional.of(signed))) {
        link.own().remember(signed); // compares its root with ours
      }
      return;
    }
    long missing = link.own().remember(signed);
    if (missing > 0) {
      link.partnersSizeIsDoubted();
      LostEnd.noticed(link.pair(), missing);
    }
    if (missing > 0 && size < signed.checkpoint().size()) {
      throw nobodyHas(missing, size, signed.bytes(), held);
    }
    while (missing > 0) {
      missing = size - fill();
    }
  }

  /// That more was signed than is here may be known to this home alone: the partner came back from
  /// a backup too, and remembers less of it.
  private void requireNothingMissing(Optional<SignedCheckpoint> held) throws Contradiction {
    long missing = link.own().missing();
    if (missing > 0) {
      long size = held.map(SignedCheckpoint::checkpoint).map(Checkpoint::size).orElse(0L);
      var shown = link.own().published().map(SignedCheckpoint::bytes).orElse(new byte[0]);
      throw nobodyHas(missing, size, shown, held);
    }
  }

  private Contradiction nobodyHas(
      long missing, long held, byte[] ours, Optional<SignedCheckpoint> theirs) {
    long here = link.parts().database().read(link.own()::size);
    return new Contradiction(
        "%s: %d entries were signed, the partner holds %d of them, and here the last %d are missing: nobody has them all; only a succeed statement ends this"
            .formatted(link.own().origin(), here + missing, held, missing),
        ours,
        theirs.map(SignedCheckpoint::bytes).orElse(new byte[0]));
  }

  /// Fills in one page; the size of our log with it.
  private long fill() throws IOException, InterruptedException, ProofInvalid {
    var settings = link.parts().settings();
    long from = link.parts().database().read(link.own()::size);
    var page =
        client.streamed(
            "%sreleases?refill=1&from=%d&limit=%d&epoch=%d"
                .formatted(in, from, settings.pageEntries(), link.pair().epoch()),
            settings.poll(),
            this::page);
    var leaves = page.entries().stream().map(PageEntry::leaf).toList();
    var verified = link.own().verifyRefill(from, leaves, page.consistency());
    for (var entry : page.entries()) {
      requireOpens(entry);
    }
    return link.parts()
        .database()
        .write(connection -> {
          long size = link.own().refill(connection, verified);
          RefilledTable.insert(connection, link.no(), page.entries());
          // what decided about it is not known here: it is served only once it is decided again
          CursorTable.decidedFromHere(
              connection, LinkTable.peer(connection, link.name().partner()));
          return size;
        });
  }

  private static void requireOpens(PageEntry entry) throws ProofInvalid {
    var leaf = Leaf.parse(entry.leaf());
    if (entry.header().filter(header -> !header.opens(leaf.header())).isPresent()
        || entry.payload().filter(payload -> !payload.opens(leaf.commit())).isPresent()) {
      throw new ProofInvalid("entry " + entry.index() + " of our log does not open its leaf");
    }
  }

  private Page page(int status, InputStream body) throws IOException {
    if (status != OK) {
      throw new IOException(in + "releases answers " + status);
    }
    var settings = link.parts().settings();
    return Page.read(body, new Page.Limit(settings.pageEntries(), settings.mostPageBytes()));
  }
}
