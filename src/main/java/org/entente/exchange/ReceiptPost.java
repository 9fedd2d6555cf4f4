package org.entente.exchange;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.entente.accord.KeyUse;
import org.entente.crypto.ProofInvalid;
import org.entente.feed.Pace;
import org.entente.feed.ReceiptTable;
import org.entente.json.Json;
import org.entente.json.MalformedJson;
import org.entente.peers.PartnerClient;
import org.entente.receipt.Receipt;
import org.entente.receipt.SignedReceipt;

/// Sends our receipts, the oldest first, each until the partner has taken it. What a receipt says
/// was committed with the page; cosigning and signing come after, and can be done again after any
/// crash. What needs no receipt is cosigned too, at a slower pace.
final class ReceiptPost {
  private static final Duration IDLE = Duration.ofHours(1);

  /// A partner that asks for its entries back in a loop must not have us sign everything again in
  /// one.
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final Link link;
  private final PartnerClient client;
  private final Pace pace;
  private final Pace again;
  private long lost = Long.MAX_VALUE;

  ReceiptPost(Link link, PartnerClient client) {
    this.link = link;
    this.client = client;
    this.again = link.parts().pace(AGAIN);
    this.pace = link.parts().pace(link.parts().settings().checkpointEvery());
  }

  /// Everything that is due, then how long to wait before the rest is cosigned. What the partner
  /// does not take stops nothing else.
  Duration step() throws IOException, InterruptedException, ProofInvalid {
    deliverAgain();
    for (var due = next(); due.isPresent(); due = next()) {
      post(due.get());
      pace.done();
    }
    var idle = lost == Long.MAX_VALUE ? IDLE : again.left();
    if (!link.held().isAhead()) {
      return idle;
    }
    var left = pace.left();
    if (left.isPositive()) {
      return left;
    }
    link.held().cosign();
    pace.done();
    return idle;
  }

  /// What the partner lost is due once more.
  private void deliverAgain() {
    lost = Math.min(lost, link.takeLost());
    if (lost < Long.MAX_VALUE && again.left().isZero()) {
      long from = lost;
      link.parts()
          .database()
          .write(connection -> ReceiptTable.deliverAgain(connection, link.no(), from));
      again.done();
      lost = Long.MAX_VALUE;
    }
  }

  private Optional<ReceiptTable.Due> next() {
    return link.parts()
        .database()
        .read(connection -> ReceiptTable.nextToSend(connection, link.no()));
  }

  private void post(ReceiptTable.Due due) throws IOException, InterruptedException, ProofInvalid {
    var signed =
        SignedReceipt.sign(
            receipt(due), due.entry(), link.held().cosign(), link.parts().keys().of(KeyUse.NODE));
    var answer = client.post("accords/" + link.name().accord() + "/receipts", signed.bytes());
    if (!answer.succeeded()) {
      throw new IOException(
          "the receipt for %d..%d is answered with %d"
              .formatted(due.first(), due.last(), answer.status()));
    }
    link.parts()
        .database()
        .write(connection -> {
          ReceiptTable.delivered(connection, link.no(), due.first());
          return true;
        });
  }

  private static Receipt receipt(ReceiptTable.Due due) throws ProofInvalid {
    try {
      return Receipt.of(Json.parseObject(due.body()));
    } catch (MalformedJson e) {
      throw new IllegalStateException("a receipt that was written no longer reads", e);
    }
  }
}
