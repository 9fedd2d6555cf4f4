package org.entente.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.entente.feed.ExchangeSettings;
import org.entente.peers.NodeCard;
import org.entente.peers.PartnerClient;
import org.entente.storage.StorageFailure;

/// What a confirmed partner may ask of this node (exchange.md §2). Whatever is not here, or is not
/// for this partner, answers 404 alike, so that asking tells nothing.
final class PartnerDoor {
  static final int NO_CONTENT = 204;
  static final int BAD_REQUEST = 400;
  static final int NOT_FOUND = 404;
  static final int ANOTHER_EPOCH = 409;
  static final int UNPROCESSABLE = 422;
  static final int UNAVAILABLE = 503;

  static final int OK = 200;

  static final String TEXT = "text/plain; charset=utf-8";

  private static final String ACCORDS = PartnerClient.PREFIX + "accords/";

  private final byte[] card;
  private final LinkFinder links;
  private final ExchangeSettings settings;
  private final Map<String, Semaphore> running = new ConcurrentHashMap<>();

  /// The link with that partner under that accord.
  @FunctionalInterface
  interface LinkFinder {
    Optional<Link> find(String partner, String accord);
  }

  PartnerDoor(NodeCard card, LinkFinder links, ExchangeSettings settings) {
    this.card = card.bytes();
    this.links = links;
    this.settings = settings;
  }

  /// Answers a partner that is known to be the one it says.
  void answer(String partner, Ask ask, Ask.Reply reply) throws IOException, InterruptedException {
    var permits =
        running.computeIfAbsent(
            partner, identity -> new Semaphore(settings.port().requestsOfOnePartner()));
    if (!permits.tryAcquire()) {
      reply.send(UNAVAILABLE);
      return;
    }
    try {
      route(partner, ask, reply);
    } finally {
      permits.release();
    }
  }

  private void route(String partner, Ask ask, Ask.Reply reply)
      throws IOException, InterruptedException {
    var path = ask.path();
    if (path.equals(PartnerClient.PREFIX + "card") && ask.isGet()) {
      reply.send(OK, "application/json", card);
      return;
    }
    int end = path.indexOf('/', ACCORDS.length());
    if (!path.startsWith(ACCORDS) || end < 0) {
      reply.send(NOT_FOUND);
      return;
    }
    var link = links.find(partner, path.substring(ACCORDS.length(), end));
    if (link.isEmpty()) {
      reply.send(NOT_FOUND);
    } else if (ask.text("epoch").isPresent() && ask.number("epoch") != link.get().pair().epoch()) {
      reply.send(ANOTHER_EPOCH);
    } else if (ask.isGet()) {
      get(link.get(), path.substring(end + 1), ask, reply);
    } else if (ask.isPost()) {
      post(link.get(), path.substring(end + 1), ask, reply);
    } else {
      reply.send(NOT_FOUND);
    }
  }

  private void get(Link link, String path, Ask ask, Ask.Reply reply)
      throws IOException, InterruptedException {
    if (path.startsWith("out/")) {
      LogDoor.answer(link.out(), path.substring(4), ask, reply, settings.poll());
    } else if (path.equals("in/signed")) {
      LogDoor.note(link.held().seen(), reply);
    } else if (path.startsWith("in/")) {
      if (path.equals("in/releases") && ask.text("refill").isPresent()) {
        link.partnerRefills(ask.number("from"));
      }
      LogDoor.answer(link.in(), path.substring(3), ask, reply, settings.poll());
    } else if (path.startsWith("proof/")) {
      LogDoor.found(link.proof(Ask.digits(path.substring(6))), TEXT, reply);
    } else {
      reply.send(NOT_FOUND);
    }
  }

  private void post(Link link, String path, Ask ask, Ask.Reply reply) throws IOException {
    if (path.equals("doorbell")) {
      link.doorbellRang();
      reply.send(NO_CONTENT);
    } else if (!path.equals("receipts")) {
      reply.send(NOT_FOUND);
    } else if (!link.mayAppend()) { // taking it appends a leaf
      reply.send(UNAVAILABLE);
    } else {
      receipt(link, ask.body().readNBytes(settings.port().bodyBytes()), reply);
    }
  }

  /// The puller may come to doubt how much the partner holds, or find entries of ours missing,
  /// while the receipt is read: the partner sends it again.
  private static void receipt(Link link, byte[] bytes, Ask.Reply reply) {
    Optional<String> refusal;
    try {
      refusal = link.receiptCame(bytes);
    } catch (StandsStill e) {
      reply.send(UNAVAILABLE);
      return;
    } catch (StorageFailure e) {
      if (link.own().missing() == 0) {
        throw e;
      }
      reply.send(UNAVAILABLE);
      return;
    }
    if (refusal.isEmpty()) {
      reply.send(NO_CONTENT);
    } else {
      reply.send(UNPROCESSABLE, TEXT, refusal.get().getBytes(UTF_8));
    }
  }
}
