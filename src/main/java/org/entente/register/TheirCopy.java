package org.entente.register;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.entente.crypto.ProofInvalid;
import org.entente.feed.AccordUnknown;
import org.entente.feed.Page;
import org.entente.feed.PageEntry;
import org.entente.feed.Pair;
import org.entente.peers.PartnerClient;
import org.entente.tlog.SignedCheckpoint;

/// What the partner shows of a log, read for comparison.
final class TheirCopy {
  private static final int OK = 200;
  private static final int NOTHING = 204;
  private static final int NOT_FOUND = 404;

  private final Pair pair;
  private final PartnerClient client;

  TheirCopy(Pair pair, PartnerClient client) {
    this.pair = pair;
    this.client = client;
  }

  /// The head of `out`, the partner's own log, or of `in`, ours as it holds it; not verified.
  Optional<SignedCheckpoint> checkpoint(String which) throws IOException, InterruptedException {
    var path = path(which) + "checkpoint";
    var answer = client.get(path);
    if (answer.status() == NOTHING) {
      return Optional.empty();
    }
    if (answer.status() == NOT_FOUND) {
      throw new AccordUnknown(pair.name());
    }
    if (answer.status() != OK) {
      throw new IOException(path + " answers " + answer.status());
    }
    try {
      return Optional.of(SignedCheckpoint.parse(answer.body()));
    } catch (ProofInvalid e) {
      throw new IOException(path + " answers nonsense: " + e.getMessage(), e);
    }
  }

  /// Hands over every entry up to a size, run by run, with the number of the first.
  void compare(String which, long size, BiConsumer<Long, List<PageEntry>> each)
      throws IOException, InterruptedException {
    for (long from = 0; from < size; ) {
      var page = from(which, from, (int) Math.min(Reconciling.RUN, size - from));
      if (page.entries().isEmpty()) {
        throw new IOException(path(which) + "releases gives nothing from " + from + " on");
      }
      each.accept(from, page.entries());
      from += page.entries().size();
    }
  }

  /// One page.
  Page from(String which, long from, int limit) throws IOException, InterruptedException {
    var settings = pair.parts().settings();
    var path = "%sreleases?from=%d&limit=%d".formatted(path(which), from, limit);
    return client.streamed(
        path,
        settings.poll(),
        (status, body) -> {
          if (status != OK) {
            throw new IOException(path + " answers " + status);
          }
          return Page.read(body, new Page.Limit(limit, settings.mostPageBytes()));
        });
  }

  private String path(String which) {
    return "accords/" + pair.name().accord() + "/" + which + "/";
  }
}
