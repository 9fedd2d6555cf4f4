package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.feed.LinkName;
import org.entente.peers.PartnerClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// It comes into doubt how much the partner holds of our log just while it posts a receipt.
@Tag("slow")
class DoubtedSizeTest {
  @Test
  void a_receipt_on_its_way_is_answered_503_and_taken_when_it_comes_again(@TempDir Path folder)
      throws Exception {
    try (var nodes = new TwoNodes(folder).start()) {
      nodes.a.file(nodes.a.open("information"), ExchangeTest.indicator(1));
      nodes.settle();
      nodes.b.close();
      var receipt = forget(nodes.a);
      var link =
          nodes.a.exchange.link(new LinkName(nodes.b.card.identity(), TestAccord.ID)).orElseThrow();
      assertThat(post(nodes, new Doubting(receipt, link))).isEqualTo(PartnerDoor.UNAVAILABLE);
      assertThat(nodes.a.count("receipt_got")).isZero();
      link.partnersSizeIsKnown();
      assertThat(post(nodes, new ByteArrayInputStream(receipt))).isEqualTo(PartnerDoor.NO_CONTENT);
      assertThat(nodes.a.count("receipt_got")).isEqualTo(1);
      nodes.openB();
    }
  }

  /// The receipt that came, which A then waits for again.
  private static byte[] forget(TestNode a) {
    return a.database.write(connection -> {
      try (var statement = connection.createStatement()) {
        byte[] receipt;
        try (var row = statement.executeQuery("select receipt from receipt_got")) {
          row.next();
          receipt = row.getBytes(1);
        }
        statement.executeUpdate("delete from receipt_got");
        statement.executeUpdate(
            "insert into unreceipted (link, entry, at)"
                + " select link, entry, at from outgoing where kind = 'release'");
        return receipt;
      }
    });
  }

  private static int post(TwoNodes nodes, InputStream body) throws Exception {
    var status = new AtomicInteger();
    var path = PartnerClient.PREFIX + "accords/" + TestAccord.ID + "/receipts";
    nodes.a.exchange.answer(
        nodes.b.card.identity(), new Ask("POST", path, Map.of(), body), new Status(status));
    return status.get();
  }

  /// A body during which the doubt comes.
  private static final class Doubting extends ByteArrayInputStream {
    private final Link link;

    Doubting(byte[] bytes, Link link) {
      super(bytes);
      this.link = link;
    }

    @Override
    public byte[] readNBytes(int length) {
      link.partnersSizeIsDoubted();
      return super.readAllBytes();
    }
  }

  private record Status(AtomicInteger status) implements Ask.Reply {
    @Override
    public void send(int code) {
      status.set(code);
    }

    @Override
    public void send(int code, String mediaType, byte[] body) {
      status.set(code);
    }

    @Override
    public void stream(String mediaType, Ask.Writer writer) {
      status.set(200);
    }
  }
}
