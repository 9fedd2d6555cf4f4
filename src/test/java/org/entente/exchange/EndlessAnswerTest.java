package org.entente.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLServerSocket;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.entente.feed.ExchangeSettings;
import org.entente.feed.Loop;
import org.entente.feed.Outside;
import org.entente.feed.Signal;
import org.entente.peers.TlsClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a partner answers has no end, no beginning, or no sense. It is cut off after what an honest
/// answer could need, in bytes and in time; `status` says so while it lasts; nobody else notices.
@Tag("slow")
class EndlessAnswerTest {
  private static final String PAGE = "out/releases";
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final long MOST = 64L << 20;

  private Trio trio;
  private final AtomicLong sent = new AtomicLong();

  @BeforeEach
  void meet(@TempDir Path folder) throws Exception {
    var usual = TwoNodes.IMPATIENT;
    var settings =
        new ExchangeSettings(
            usual.pageEntries(),
            usual.pageBytes(),
            usual.batch(),
            SOON,
            usual.unreceiptedEntries(),
            usual.unreceiptedAge(),
            new Loop.BackOff(Duration.ofMillis(2), Duration.ofMillis(4)),
            usual.checkpointEvery(),
            usual.onItsWay(),
            usual.port());
    var patience = new TlsClient.Patience(SOON, SOON, SOON);
    var outside =
        new Outside(
            Outside.REAL.clock(),
            System::nanoTime,
            (card, own) -> new TlsClient(card, own, patience),
            Outside.REAL.loops());
    trio = new Trio(folder, settings, outside);
    trio.send(trio.indicator(1));
  }

  @AfterEach
  void close() {
    trio.close();
  }

  /// Something written without end until the other side has had enough.
  @FunctionalInterface
  private interface Endless {
    void writeTo(DataOutputStream out) throws IOException, InterruptedException;
  }

  /// Tells the lie, requires that it is shown as a trouble and taken for nothing, and repents.
  private void requireCutOff(LyingNode.Lie lie) throws Exception {
    long told = trio.lies.told();
    trio.lies.says(Trio.ABUSED, PAGE, lie);
    trio.lies.ring(Trio.ABUSED);
    TwoNodes.await(() -> trio.lies.told() > told + 1);
    assertThat(trio.standing(Trio.ABUSED).trouble()).isPresent();
    assertThat(trio.victim.count("alarm")).isZero();
    trio.requireOthersGoOn();
    long size = trio.link(Trio.ABUSED).held().size();
    trio.lies.repents(Trio.ABUSED, PAGE);
    assertThat(trio.send(trio.indicator((int) size + 50))).isEqualTo(size);
    TwoNodes.await(() -> trio.standing(Trio.ABUSED).trouble().isEmpty());
  }

  private LyingNode.Lie endless(byte[] begin, Endless endless) {
    return (request, response, callback) -> {
      sent.set(0);
      try (var sink = Content.Sink.asOutputStream(response)) {
        sink.write(begin);
        var out = new DataOutputStream(new Counted(sink));
        while (sent.get() < (10L << 30)) { // ten gigabytes, if they are let through
          endless.writeTo(out);
        }
      } catch (IOException e) {
        callback.failed(new org.eclipse.jetty.io.QuietException.Exception(e));
      }
    };
  }

  private final class Counted extends OutputStream {
    private final OutputStream out;

    Counted(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      sent.incrementAndGet();
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      sent.addAndGet(length);
    }
  }

  private byte[] begun() {
    var page = ForgedLog.page(trio.lies.log(Trio.ABUSED).head(), List.of(), List.of());
    return java.util.Arrays.copyOf(page, page.length - 9);
  }

  @Test
  void ten_gigabytes_and_ten_million_entries_are_cut_off() throws Exception {
    var zeros = new byte[65_536];
    requireCutOff(endless(new byte[0], out -> out.write(zeros)));
    assertThat(sent.get()).isLessThan(MOST);
    // ten million entries without anything in them
    var empty = new ByteArrayOutputStream();
    var entry = new DataOutputStream(empty);
    for (int i = 0; i < 1000; i++) {
      entry.writeByte('E');
      entry.writeInt(8 + 6 * 4);
      entry.writeLong(1);
      entry.write(new byte[6 * 4]);
    }
    requireCutOff(endless(begun(), out -> out.write(empty.toByteArray())));
    assertThat(sent.get()).isLessThan(MOST);
    // entries as large as one may be, and more of them than a page may have
    requireCutOff(
        endless(
            begun(),
            out -> {
              out.writeByte('E');
              out.writeInt(17 << 20);
              for (int i = 0; i < 17 * 16; i++) {
                out.write(zeros);
              }
            }));
    assertThat(sent.get()).isLessThan(MOST);
    // one frame that says it is of two gigabytes
    requireCutOff(
        endless(
            begun(),
            out -> {
              out.writeByte('E');
              out.writeInt(Integer.MAX_VALUE);
              out.write(zeros);
            }));
    assertThat(sent.get()).isLessThan(MOST);
  }

  @Test
  void a_trickle_is_cut_off_after_its_time() throws Exception {
    var pause = new Signal();
    requireCutOff(
        endless(
            begun(),
            out -> {
              out.writeByte('E');
              out.flush();
              pause.awaitAfter(0, Duration.ofMillis(50));
            }));
    assertThat(sent.get()).isLessThan(1000);
  }

  @Test
  void an_answer_that_never_begins_is_given_up() throws Exception {
    var pause = new Signal();
    requireCutOff((request, response, callback) -> {
      pause.awaitAfter(0, Duration.ofSeconds(8));
      callback.succeeded();
    });
  }

  @Test
  void what_is_compressed_is_no_page() throws Exception {
    var page = trio.lies.log(Trio.ABUSED).page(1, 10);
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(page);
      gzip.write(new byte[64 << 20]); // a small bomb behind it
    }
    requireCutOff((request, response, callback) -> {
      response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
      response.write(true, java.nio.ByteBuffer.wrap(packed.toByteArray()), callback);
    });
  }

  @Test
  void nobody_is_led_elsewhere_and_no_other_status_is_an_answer() throws Exception {
    var elsewhere = new AtomicLong();
    trio.lies.says(
        Trio.ABUSED,
        "elsewhere",
        (request, response, callback) -> {
          elsewhere.incrementAndGet();
          callback.succeeded();
        });
    for (int status : new int[] {302, 308, 401, 500}) {
      requireCutOff((request, response, callback) -> {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.LOCATION, "elsewhere");
        callback.succeeded();
      });
    }
    assertThat(elsewhere.get()).isZero();
  }

  /// Spoken by hand, on the liar's port.
  @Test
  void what_is_no_http_is_an_answer_that_failed() throws Exception {
    trio.lies.close();
    var answers =
        Map.of(
            "not http", "\u0001\u0002\u0003\r\n\r\n",
            "giant head", "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(200_000),
            "chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n",
            "lengths", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\nContent-Length: 7\r\n\r\n",
            "early", "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(10_000),
            "nothing", "");
    for (var answer : answers.entrySet()) {
      try (var server = new Attacker(trio.liar.keys.tls()).listen(trio.liar.port)) {
        var asked = new AtomicLong();
        Thread.startVirtualThread(() -> answer(server, answer.getValue(), asked));
        TwoNodes.await(() -> asked.get() > 4);
        trio.requireHonestGoesOn();
        TwoNodes.await(() -> trio.standing(Trio.ABUSED).trouble().isPresent());
        var trouble = trio.standing(Trio.ABUSED).trouble().orElseThrow();
        assertThat(trouble.reason()).hasSizeLessThan(501).doesNotContain("\n");
      }
    }
    assertThat(trio.victim.count("alarm")).isZero();
  }

  private static void answer(SSLServerSocket server, String text, AtomicLong asked) {
    while (!server.isClosed()) {
      try (var socket = server.accept()) {
        if (socket.getInputStream().read() >= 0) {
          asked.incrementAndGet();
        }
        socket.getOutputStream().write(text.getBytes(US_ASCII));
      } catch (IOException e) {
        // cut off, or closed
      }
    }
  }

  @Test
  void a_lie_told_a_thousand_times_leaves_nothing_behind() throws Exception {
    requireCutOff((request, response, callback) -> callback.succeeded());
    int threads = Thread.getAllStackTraces().size();
    long rows = rows();
    long before = used();
    try (var lines = new LogLines()) {
      long told = trio.lies.told();
      trio.lies.says(Trio.ABUSED, PAGE, new byte[100_000]);
      trio.lies.ring(Trio.ABUSED);
      TwoNodes.await(() -> trio.lies.told() > told + 1000);
      assertThat(lines.about(Trio.ABUSED)).hasSizeLessThan(5);
    }
    assertThat(rows()).isEqualTo(rows);
    assertThat(used() - before).isLessThan(16L << 20);
    trio.lies.repents(Trio.ABUSED, PAGE);
    trio.requireOthersGoOn();
    TwoNodes.await(() -> Thread.getAllStackTraces().size() <= threads + 8);
  }

  private long rows() {
    long abused = trio.link(Trio.ABUSED).no(); // the others go on, and have rows of theirs
    return trio.victim.count("incoming where link = " + abused) + trio.victim.count("alarm");
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
