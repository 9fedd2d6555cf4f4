package org.entente.exchange;

import java.io.IOException;
import java.io.InputStream;
import org.entente.crypto.ProofInvalid;
import org.entente.ledger.Leaf;
import org.entente.peers.PartnerClient;
import org.entente.tlog.SignedCheckpoint;

/// After every start, before a leaf is appended: asks the partner how much of our own log it holds.
/// When it holds more than we do, we came back from a backup, and the lost end is filled in again
/// from what the partner holds, leaf for leaf.
final class Refill {
  private static final int OK = 200;
  private static final int HOLDS_NOTHING = 204;

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

  void run() throws IOException, InterruptedException, ProofInvalid {
    var answer = client.get(in + "checkpoint");
    switch (answer.status()) {
      case HOLDS_NOTHING -> {}
      case OK -> compare(SignedCheckpoint.parse(answer.body()));
      default -> throw new IOException(in + "checkpoint answers " + answer.status());
    }
    link.partnersSizeIsKnown();
    link.appended();
    decided.raise();
  }

  private void compare(SignedCheckpoint held)
      throws IOException, InterruptedException, ProofInvalid {
    var head = held.checkpoint();
    long published = link.own().published().map(note -> note.checkpoint().size()).orElse(0L);
    if (head.size() > 0 && head.size() <= published) {
      // a partner that stopped in the middle of our log cosigned a size that we never signed
      if (!link.own().root(head.size()).equals(head.root())) {
        throw new ProofInvalid(
            "%s at size %d: the partner holds root %s, here it is %s"
                .formatted(
                    head.origin(),
                    head.size(),
                    head.root().base64(),
                    link.own().root(head.size()).base64()));
      }
      return;
    }
    for (long missing = link.own().remember(held); missing > 0; ) {
      missing = head.size() - fill();
    }
  }

  /// Fills in one page; the size of our log with it.
  private long fill() throws IOException, InterruptedException, ProofInvalid {
    var settings = link.parts().settings();
    long from = link.parts().database().read(link.own()::size);
    var page =
        client.streamed(
            "%sreleases?refill=1&from=%d&limit=%d".formatted(in, from, settings.pageEntries()),
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
    return Page.read(body, new Page.Limit(settings.pageEntries(), Puller.mostBytes(settings)));
  }
}
