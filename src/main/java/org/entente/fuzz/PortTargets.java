package org.entente.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.exchange.Ask;
import org.entente.exchange.LogDoor;
import org.entente.feed.EntrySource;
import org.entente.feed.ExchangeSettings;
import org.entente.feed.Feed;
import org.entente.feed.Page;
import org.entente.feed.PageEntry;
import org.entente.feed.Signal;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TilePath;

/// What a partner asks for at the partner port, as it stands in a path and its query.
final class PortTargets {
  private static final int BAD_REQUEST = 400;
  private static final Page LOG = page(Specimens.file("page.bin"));
  private static final Set<Integer> STATUSES = Set.of(200, 204, BAD_REQUEST, 404, 503);

  private PortTargets() {}

  static List<Target> all() {
    return List.of(
        new Target(
            "partner-path",
            100,
            IOException.class,
            Form.TEXT,
            Specimens.texts(
                "releases?from=0&limit=500&wait=30",
                "releases?from=4&limit=1",
                "releases?refill=1&from=5&limit=2",
                "tile/0/x001/x234/067.p/17",
                "tile/entries/000.p/5",
                "checkpoint"),
            PortTargets::asked));
  }

  /// A page that is given begins where it was asked for and has no more than was asked for.
  private static Optional<String> asked(byte[] input) throws IOException {
    var text = new String(input, UTF_8);
    int end = text.indexOf('?');
    var path = end < 0 ? text : text.substring(0, end);
    var ask =
        new Ask("GET", path, query(text.substring(path.length())), InputStream.nullInputStream());
    var reply = new Reply();
    var feed = new Feed(new Source(), new Signal(), ExchangeSettings.DEFAULT);
    try {
      LogDoor.answer(feed, path, ask, reply, Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Target.unless(STATUSES.contains(reply.status), "answers " + reply.status)
        .or(() -> reply.page.size() == 0 ? Optional.empty() : given(ask, reply.page.toByteArray()));
  }

  private static Map<String, String> query(String text) {
    var query = new HashMap<String, String>();
    for (var field : text.split("[?&]", -1)) {
      int equals = field.indexOf('=');
      if (equals >= 0) {
        query.putIfAbsent(field.substring(0, equals), field.substring(equals + 1));
      }
    }
    return query;
  }

  private static Optional<String> given(Ask ask, byte[] bytes) {
    var page = page(bytes);
    long from = Long.parseLong(ask.query().get("from"));
    long limit = Long.parseLong(ask.query().get("limit"));
    for (var entry : page.entries()) {
      if (entry.index() != from++) {
        return Optional.of("gives entry %d for %s".formatted(entry.index(), ask.query()));
      }
    }
    return Target.unless(page.entries().size() <= limit, "gives more than was asked for");
  }

  private static Page page(byte[] bytes) {
    try {
      return Page.read(new ByteArrayInputStream(bytes), new Page.Limit(1_000, 1 << 20));
    } catch (IOException e) {
      throw new IllegalStateException("a page that was written does not read", e);
    }
  }

  /// A log of five entries that is asked for nothing it has not got.
  private static final class Source implements EntrySource {
    private final int size = LOG.entries().size();

    @Override
    public Optional<SignedCheckpoint> head() {
      try {
        return Optional.of(SignedCheckpoint.parse(LOG.checkpoint()));
      } catch (ProofInvalid e) {
        throw new IllegalStateException("a specimen does not read", e);
      }
    }

    @Override
    public List<PageEntry> entries(long from, int limit, long of) {
      require(from >= 0 && limit > 0 && from + limit <= size && of == size, from, limit);
      return LOG.entries().subList((int) from, (int) from + limit);
    }

    @Override
    public long end(long from, long of) {
      require(from >= 0 && from < size + 1 && of == size, from, of);
      return of;
    }

    @Override
    public List<Sha256> consistency(long first, long second) {
      require(first > 0 && first <= second && second == size, first, second);
      return List.of();
    }

    @Override
    public Optional<byte[]> tile(TilePath path) {
      return path.within(size) ? Optional.of(new byte[] {1}) : Optional.empty();
    }

    private static void require(boolean holds, long one, long other) {
      if (!holds) {
        throw new IllegalStateException("asked for %d and %d of five".formatted(one, other));
      }
    }
  }

  private static final class Reply implements Ask.Reply {
    private int status;
    private final ByteArrayOutputStream page = new ByteArrayOutputStream();

    @Override
    public void send(int code) {
      status = code;
    }

    @Override
    public void send(int code, String mediaType, byte[] body) {
      status = code;
    }

    @Override
    public void stream(String mediaType, Ask.Writer writer) throws IOException {
      status = 200;
      writer.to(page);
    }
  }
}
