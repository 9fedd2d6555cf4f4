package org.entente.exchange;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.entente.feed.Feed;
import org.entente.feed.PageWriter;
import org.entente.tlog.Checkpoint;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TilePath;

/// What a partner may ask of one log, ours toward it or its own as we hold it (exchange.md §2):
///
///     checkpoint    tile/0/x001/234.p/17    releases?from=0&limit=500&wait=30
///
/// Whatever its numbers are, nothing is asked of the log that it has not got.
public final class LogDoor {
  private LogDoor() {}

  /// Answers what is asked of that log.
  ///
  /// @param path behind `out/` or `in/`
  /// @param poll how long a reader that has all of it may wait for more
  public static void answer(Feed feed, String path, Ask ask, Ask.Reply reply, Duration poll)
      throws IOException, InterruptedException {
    if (path.equals("checkpoint")) {
      note(feed.source().head(), reply);
    } else if (path.equals("releases")) {
      releases(feed, ask, reply, poll);
    } else {
      found(TilePath.parse(path).flatMap(feed.source()::tile), "application/octet-stream", reply);
    }
  }

  static void note(Optional<SignedCheckpoint> note, Ask.Reply reply) {
    if (note.isEmpty()) {
      reply.send(PartnerDoor.NO_CONTENT);
    } else {
      reply.send(PartnerDoor.OK, PartnerDoor.TEXT, note.get().bytes());
    }
  }

  static void found(Optional<byte[]> bytes, String mediaType, Ask.Reply reply) {
    if (bytes.isEmpty()) {
      reply.send(PartnerDoor.NOT_FOUND);
    } else {
      reply.send(PartnerDoor.OK, mediaType, bytes.get());
    }
  }

  private static void releases(Feed feed, Ask ask, Ask.Reply reply, Duration poll)
      throws IOException, InterruptedException {
    long from = ask.number("from");
    long limit = ask.number("limit");
    long wait = ask.text("wait").isEmpty() ? 0 : ask.number("wait");
    long seen = ask.text("seen").isEmpty() ? 0 : ask.number("seen");
    if (from < 0 || limit < 1 || wait < 0 || seen < 0) {
      reply.send(PartnerDoor.BAD_REQUEST);
      return;
    }
    feed.awaitEntry(from, Duration.ofSeconds(Math.min(wait, poll.toSeconds())));
    var head = feed.source().head();
    long size = head.map(SignedCheckpoint::checkpoint).map(Checkpoint::size).orElse(0L);
    if (seen > size) {
      reply.send(PartnerDoor.UNAVAILABLE); // the end of it was lost, and is about to come back
    } else if (head.isEmpty()) {
      reply.send(PartnerDoor.NO_CONTENT);
    } else if (!feed.gives(head.get(), from)) { // who asks has more of it, or it must wait
      reply.send(PartnerDoor.UNAVAILABLE);
    } else {
      int most = (int) Math.min(limit, Integer.MAX_VALUE);
      reply.stream(PageWriter.MEDIA_TYPE, out -> feed.write(out, head.get(), from, most));
    }
  }
}
