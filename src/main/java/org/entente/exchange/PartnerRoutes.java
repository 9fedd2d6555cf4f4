package org.entente.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.entente.feed.ExchangeSettings;
import org.entente.feed.Feed;
import org.entente.feed.PageWriter;
import org.entente.peers.NodeCard;
import org.entente.peers.PartnerClient;
import org.entente.peers.Peers;
import org.entente.peers.TlsIdentity;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TilePath;

/// What a confirmed partner may ask of this node (exchange.md §2). Who asks is told by the key it
/// showed in TLS, never by anything in the request; whatever is not here, or is not for this
/// partner, answers 404 alike, so that asking tells nothing.
final class PartnerRoutes extends Handler.Abstract {
  private static final String ACCORDS = PartnerClient.PREFIX + "accords/";

  /// A page is written in many small parts, each of which would be a TLS record of its own.
  private static final int BUFFER = 64 << 10;

  private final Peers peers;
  private final byte[] card;
  private final LinkFinder links;
  private final ExchangeSettings settings;
  private final Map<String, Semaphore> running = new ConcurrentHashMap<>();

  /// The link with that partner under that accord.
  @FunctionalInterface
  interface LinkFinder {
    Optional<Link> find(String partner, String accord);
  }

  PartnerRoutes(Peers peers, NodeCard card, LinkFinder links, ExchangeSettings settings) {
    this.peers = peers;
    this.card = card.bytes();
    this.links = links;
    this.settings = settings;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    var partner = partner(request);
    if (partner.isEmpty()) {
      return answer(response, callback, HttpStatus.NOT_FOUND_404);
    }
    var permits =
        running.computeIfAbsent(
            partner.get(), identity -> new Semaphore(settings.port().requestsOfOnePartner()));
    if (!permits.tryAcquire()) {
      return answer(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
    }
    try {
      return route(partner.get(), request, response, callback);
    } finally {
      permits.release();
    }
  }

  private Optional<String> partner(Request request) {
    return request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE)
            instanceof EndPoint.SslSessionData tls
        ? firstOf(tls.peerCertificates())
            .flatMap(certificate -> peers.confirmedWith(TlsIdentity.pin(certificate)))
        : Optional.empty();
  }

  private static Optional<X509Certificate> firstOf(X509Certificate[] chain) {
    return chain == null || chain.length == 0 ? Optional.empty() : Optional.of(chain[0]);
  }

  private boolean route(String partner, Request request, Response response, Callback callback)
      throws IOException, InterruptedException {
    var path = Request.getPathInContext(request);
    if (path.equals(PartnerClient.PREFIX + "card") && isGet(request)) {
      return answer(response, callback, "application/json", card);
    }
    int end = path.indexOf('/', ACCORDS.length());
    if (!path.startsWith(ACCORDS) || end < 0) {
      return answer(response, callback, HttpStatus.NOT_FOUND_404);
    }
    var link = links.find(partner, path.substring(ACCORDS.length(), end));
    return link.isEmpty()
        ? answer(response, callback, HttpStatus.NOT_FOUND_404)
        : route(link.get(), path.substring(end + 1), request, response, callback);
  }

  private boolean route(
      Link link, String path, Request request, Response response, Callback callback)
      throws IOException, InterruptedException {
    if (isGet(request) && path.startsWith("out/")) {
      return log(link.out(), path.substring(4), request, response, callback);
    }
    if (isGet(request) && path.equals("in/signed")) {
      return note(link.held().seen(), response, callback);
    }
    if (isGet(request) && path.startsWith("in/")) {
      var query = Request.extractQueryParameters(request);
      if (path.equals("in/releases") && query.getValue("refill") != null) {
        link.partnerRefills(number(query.getValue("from")));
      }
      return log(link.in(), path.substring(3), request, response, callback);
    }
    if (isGet(request) && path.startsWith("proof/")) {
      return proof(link, path.substring(6), response, callback);
    }
    if (isPost(request) && path.equals("doorbell")) {
      link.doorbellRang();
      return answer(response, callback, HttpStatus.NO_CONTENT_204);
    }
    if (isPost(request) && path.equals("receipts")) {
      if (!link.mayAppend()) { // taking it appends a leaf
        return answer(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
      }
      var refusal = link.receiptCame(body(request));
      return refusal.isEmpty()
          ? answer(response, callback, HttpStatus.NO_CONTENT_204)
          : refuse(response, callback, refusal.get());
    }
    return answer(response, callback, HttpStatus.NOT_FOUND_404);
  }

  private boolean log(Feed feed, String path, Request request, Response response, Callback callback)
      throws IOException, InterruptedException {
    if (path.equals("checkpoint")) {
      return note(feed.source().head(), response, callback);
    }
    if (path.equals("releases")) {
      return releases(feed, request, response, callback);
    }
    var tile = TilePath.parse(path).flatMap(feed.source()::tile);
    return tile.isEmpty()
        ? answer(response, callback, HttpStatus.NOT_FOUND_404)
        : answer(response, callback, "application/octet-stream", tile.get());
  }

  private static boolean note(
      Optional<SignedCheckpoint> note, Response response, Callback callback) {
    return note.isEmpty()
        ? answer(response, callback, HttpStatus.NO_CONTENT_204)
        : answer(response, callback, "text/plain; charset=utf-8", note.get().bytes());
  }

  private boolean releases(Feed feed, Request request, Response response, Callback callback)
      throws IOException, InterruptedException {
    var query = Request.extractQueryParameters(request);
    long from = number(query.getValue("from"));
    long limit = number(query.getValue("limit"));
    long wait = query.getValue("wait") == null ? 0 : number(query.getValue("wait"));
    if (from < 0 || limit < 1 || wait < 0) {
      return answer(response, callback, HttpStatus.BAD_REQUEST_400);
    }
    feed.awaitEntry(from, Duration.ofSeconds(Math.min(wait, settings.poll().toSeconds())));
    var head = feed.source().head();
    if (head.isEmpty()) {
      return answer(response, callback, HttpStatus.NO_CONTENT_204);
    }
    if (from > head.get().checkpoint().size()) { // who asks has more of it than we do
      return answer(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
    }
    return page(feed, head.get(), from, limit, response, callback);
  }

  private static boolean page(
      Feed feed, SignedCheckpoint head, long from, long limit, Response response, Callback callback)
      throws IOException {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, PageWriter.MEDIA_TYPE);
    try (OutputStream out =
        new BufferedOutputStream(Content.Sink.asOutputStream(response), BUFFER)) {
      feed.write(out, head, from, (int) Math.min(limit, Integer.MAX_VALUE));
    }
    callback.succeeded();
    return true;
  }

  private static boolean proof(Link link, String path, Response response, Callback callback) {
    var proof = link.proof(number(path));
    return proof.isEmpty()
        ? answer(response, callback, HttpStatus.NOT_FOUND_404)
        : answer(response, callback, "text/plain; charset=utf-8", proof.get());
  }

  private byte[] body(Request request) throws IOException {
    try (var in = Content.Source.asInputStream(request)) {
      return in.readNBytes(settings.port().bodyBytes());
    }
  }

  /// A number of up to 18 digits; −1 for anything else.
  private static long number(@org.jspecify.annotations.Nullable String text) {
    return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }

  private static boolean isGet(Request request) {
    return HttpMethod.GET.is(request.getMethod());
  }

  private static boolean isPost(Request request) {
    return HttpMethod.POST.is(request.getMethod());
  }

  private static boolean answer(Response response, Callback callback, int status) {
    response.setStatus(status);
    callback.succeeded();
    return true;
  }

  private static boolean answer(
      Response response, Callback callback, String mediaType, byte[] body) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, mediaType);
    response.write(true, java.nio.ByteBuffer.wrap(body), callback);
    return true;
  }

  /// 422 and the reason as text: a receipt or page that does not verify.
  private static boolean refuse(Response response, Callback callback, String reason) {
    response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY_422);
    return answer(response, callback, "text/plain; charset=utf-8", reason.getBytes(UTF_8));
  }
}
