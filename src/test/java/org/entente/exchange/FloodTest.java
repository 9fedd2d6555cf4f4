package org.entente.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.entente.feed.ExchangeSettings;
import org.entente.feed.Page;
import org.entente.peers.PartnerClient;
import org.entente.peers.PortLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A partner, or a stranger, asks for more than anybody needs at our port. It gets what one may
/// have, everybody else goes on, and when it is gone nothing of it is left.
@Tag("slow")
class FloodTest {
  private static final PortLimits FEW =
      new PortLimits(8_192, 1 << 20, Duration.ofSeconds(4), 200, 16, Duration.ofSeconds(1), 24, 4);

  private Trio trio;
  private Attacker attacker;
  private final List<Socket> open = new ArrayList<>();

  static ExchangeSettings with(PortLimits limits) {
    var usual = TwoNodes.IMPATIENT;
    return new ExchangeSettings(
        usual.pageEntries(),
        usual.pageBytes(),
        usual.batch(),
        Duration.ofSeconds(1),
        usual.unreceiptedEntries(),
        usual.unreceiptedAge(),
        usual.retry(),
        usual.checkpointEvery(),
        usual.onItsWay(),
        limits);
  }

  @BeforeEach
  void meet(@TempDir Path folder) throws Exception {
    trio = new Trio(folder, with(FEW));
    attacker = new Attacker(trio.liar.keys.tls());
  }

  @AfterEach
  void close() throws IOException {
    for (var socket : open) {
      socket.close();
    }
    trio.close();
  }

  private static String get(String path) {
    return "GET " + PartnerClient.PREFIX + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }

  private Socket connect() throws IOException {
    var socket = attacker.connect(trio.victim.port);
    open.add(socket);
    return socket;
  }

  private static boolean isClosed(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void a_crowd_of_strangers_keeps_no_partner_out() throws Exception {
    for (int i = 0; i < 300; i++) {
      open.add(new Socket(InetAddress.getLoopbackAddress(), trio.victim.port));
    }
    trio.requireOthersGoOn();
    try (var fresh = new Attacker(trio.honest.keys.tls()).connect(trio.victim.port)) {
      Attacker.say(fresh, get("card"));
      assertThat(new String(fresh.getInputStream().readNBytes(12), US_ASCII))
          .isEqualTo("HTTP/1.1 200");
    }
    assertThat(isClosed(open.getFirst())).isTrue();
    for (var last : open.subList(290, 300)) {
      assertThat(isClosed(last)).as("after its time to shake hands").isTrue();
    }
  }

  @Test
  void one_partners_connections_are_its_own() throws Exception {
    for (int i = 0; i < 100; i++) {
      Attacker.say(connect(), get("card").substring(0, 20)); // and never more
    }
    trio.requireOthersGoOn();
    long closed = open.subList(0, 76).stream().filter(FloodTest::isClosed).count();
    assertThat(closed).isEqualTo(76);
  }

  @Test
  void slow_headers_and_slow_bodies_hold_nothing_but_their_own_places() throws Exception {
    for (int i = 0; i < 10; i++) {
      Attacker.say(
          connect(),
          "POST %saccords/%s/receipts HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n{"
              .formatted(PartnerClient.PREFIX, Trio.ABUSED));
      Attacker.say(connect(), "GET /entente/v1/card HTTP/1.1\r\nHo");
    }
    trio.requireOthersGoOn();
    for (var socket : open) { // as silent as that, they are closed
      while (!isClosed(socket)) {
        // the answers to those beyond the limit come first
      }
    }
    trio.send(trio.indicator(5));
  }

  @Test
  void more_requests_than_one_partner_may_have_answer_503() throws Exception {
    long size = trio.link(Trio.ABUSED).own().published().map(n -> n.checkpoint().size()).orElse(0L);
    int busy = 0;
    for (int i = 0; i < 20; i++) {
      Attacker.say(
          connect(),
          get("accords/%s/out/releases?from=%d&limit=1&wait=30".formatted(Trio.ABUSED, size)));
    }
    trio.requireOthersGoOn();
    for (var socket : open) {
      var status = new String(socket.getInputStream().readNBytes(12), US_ASCII);
      assertThat(status).isIn("HTTP/1.1 503", "HTTP/1.1 204", "HTTP/1.1 200");
      busy += status.endsWith("503") ? 1 : 0;
    }
    assertThat(busy).isPositive(); // how many depends on how quickly they were opened
  }

  @Test
  void bodies_and_heads_without_end_are_cut() throws Exception {
    var path = PartnerClient.PREFIX + "accords/" + Trio.ABUSED + "/receipts";
    var chunk = "10000\r\n" + "x".repeat(65_536) + "\r\n";
    var post = "POST " + path + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertThat(sent(post, chunk)).isLessThan(16 << 20);
    assertThat(sent("GET /entente/v1/card HTTP/1.1\r\nHost: x\r\n", "X: y\r\n"))
        .isLessThan(8 << 20);
    assertThat(sent("GET /", "x".repeat(1000))).isLessThan(8 << 20);
    assertThat(sent(post, "zz\r\nnonsense\r\n")).isLessThan(8 << 20);
    trio.requireOthersGoOn();
    assertThat(trio.victim.count("receipt_got")).isZero();
  }

  /// How many bytes could be sent before the other side had enough.
  private long sent(String begin, String again) throws IOException {
    var socket = connect();
    Attacker.say(socket, begin);
    var out = socket.getOutputStream();
    var bytes = again.getBytes(US_ASCII);
    long sent = 0;
    try {
      while (sent < (64L << 20)) {
        out.write(bytes);
        sent += bytes.length;
      }
    } catch (IOException e) {
      // it had enough
    }
    return sent;
  }

  @Test
  void what_it_sent_itself_is_given_back_in_small_runs() throws Exception {
    var large = "\"description\":\"" + "x".repeat(700_000) + "\",\"pattern\"";
    for (int n = 1; n < 4; n++) {
      trio.add(large(n, large));
    }
    trio.send(large(4, large));
    var source = trio.link(Trio.ABUSED).in().source();
    assertThat(source.head()).isPresent(); // which cosigns what is held
    assertThat(source.entries(0, 500, 4)).as("a run in memory").hasSize(2);
    var page =
        trio.lies
            .client()
            .streamed(
                "accords/" + Trio.ABUSED + "/in/releases?from=0&limit=500",
                Duration.ZERO,
                (status, body) -> Page.read(body, new Page.Limit(500, 32 << 20)));
    assertThat(page.entries()).hasSize(4);
  }

  private Forgery large(int n, String members) {
    return Forgery.release(
        trio.revision(Trio.ABUSED), ExchangeTest.indicator(n).replace("\"pattern\"", members));
  }

  @Test
  void a_compressed_body_is_not_unpacked() throws Exception {
    var packed = new java.io.ByteArrayOutputStream();
    try (OutputStream gzip = new java.util.zip.GZIPOutputStream(packed)) {
      gzip.write("{}".getBytes(US_ASCII));
    }
    var socket = connect();
    Attacker.say(
        socket,
        "POST %saccords/%s/receipts HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
            .formatted(PartnerClient.PREFIX, Trio.ABUSED, packed.size()));
    socket.getOutputStream().write(packed.toByteArray());
    assertThat(new String(socket.getInputStream().readNBytes(12), US_ASCII))
        .isEqualTo("HTTP/1.1 422");
  }

  @Test
  void when_the_crowd_is_gone_nothing_of_it_is_left() throws Exception {
    trio.requireOthersGoOn();
    int threads = Thread.getAllStackTraces().size();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 60; i++) {
        Attacker.say(
            connect(),
            get("accords/%s/in/releases?from=0&limit=500&wait=30".formatted(Trio.ABUSED)));
      }
      for (var socket : open) {
        socket.close();
      }
      open.clear();
    }
    trio.requireOthersGoOn();
    TwoNodes.await(() -> Thread.getAllStackTraces().size() <= threads + 4);
    trio.send(trio.indicator(5)); // and the partner itself is as welcome as before
  }
}
