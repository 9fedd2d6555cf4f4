package org.entente.exchange;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.entente.peers.Peers;
import org.entente.peers.TlsIdentity;

/// Carries what comes to the partner port to the [PartnerDoor]. Who asks is told by the key it
/// showed in TLS, never by anything in the request.
final class PartnerRoutes extends Handler.Abstract {
  /// A page is written in many small parts, each of which would be a TLS record of its own.
  private static final int BUFFER = 64 << 10;

  private final Peers peers;
  private final PartnerDoor door;

  PartnerRoutes(Peers peers, PartnerDoor door) {
    this.peers = peers;
    this.door = door;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    var reply = new HttpReply(response, callback);
    var partner = partner(request);
    if (partner.isEmpty()) {
      reply.send(PartnerDoor.NOT_FOUND);
      return true;
    }
    var body = Content.Source.asInputStream(request);
    var path = Request.getPathInContext(request);
    try {
      door.answer(partner.get(), new Ask(request.getMethod(), path, query(request), body), reply);
    } catch (IOException e) {
      // whoever asked is gone, or too slow; Jetty would log a stack trace each time
      callback.failed(new QuietException.Exception(e));
    }
    return true;
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

  private static Map<String, String> query(Request request) {
    var query = new HashMap<String, String>();
    for (var field : Request.extractQueryParameters(request)) {
      query.put(field.getName(), String.valueOf(field.getValue()));
    }
    return query;
  }

  private record HttpReply(Response response, Callback callback) implements Ask.Reply {
    @Override
    public void send(int status) {
      response.setStatus(status);
      callback.succeeded();
    }

    @Override
    public void send(int status, String mediaType, byte[] body) {
      response.setStatus(status);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, mediaType);
      response.write(true, ByteBuffer.wrap(body), callback);
    }

    @Override
    public void stream(String mediaType, Ask.Writer writer) throws IOException {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, mediaType);
      try (OutputStream out =
          new BufferedOutputStream(Content.Sink.asOutputStream(response), BUFFER)) {
        writer.to(out);
      }
      callback.succeeded();
    }
  }
}
