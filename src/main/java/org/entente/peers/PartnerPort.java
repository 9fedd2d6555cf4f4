package org.entente.peers;

import java.net.InetSocketAddress;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/// The port that only partners reach: mutual TLS 1.3 with pinned keys on a plain Jetty server, with
/// limits of its own, so that nothing a browser can do meets a partner and nothing a partner can do
/// meets a person. A stranger's handshake fails; nothing of HTTP is read from it.
///
/// HTTP/1.1 only: one request a connection at a time, so counting connections counts streams.
public final class PartnerPort implements AutoCloseable {
  private final Server server;
  private final ServerConnector connector;

  public PartnerPort(
      InetSocketAddress address, TlsIdentity own, Peers peers, PortLimits limits, Handler routes) {
    var threads = new VirtualThreadPool();
    threads.setName("partner-port");
    server = new Server(threads);
    var tls = new SslConnectionFactory(tls(own, peers), HttpVersion.HTTP_1_1.asString());
    connector = new ServerConnector(server, tls, new HttpConnectionFactory(http(limits)));
    connector.setHost(address.getHostString());
    connector.setPort(address.getPort());
    connector.setIdleTimeout(limits.idle().toMillis());
    connector.addBean(new Visitors(limits));
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(limits.connections(), server));
    server.setHandler(new SizeLimitHandler(limits.bodyBytes(), -1));
    ((Handler.Wrapper) server.getHandler()).setHandler(routes);
    server.setErrorHandler((request, response, callback) -> {
      callback.succeeded(); // a status without a page: nothing tells a stranger what runs here
      return true;
    });
    server.setStopTimeout(0);
  }

  /// Opens the port; IllegalStateException names it when it cannot be had.
  public void start() {
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(
          "cannot open the partner port %s:%d: %s; free it or choose another"
              .formatted(connector.getHost(), connector.getPort(), e.getMessage()),
          e);
    }
  }

  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the partner port does not close", e);
    }
  }

  private static SslContextFactory.Server tls(TlsIdentity own, Peers peers) {
    var factory = new SslContextFactory.Server();
    factory.setSslContext(PinnedTls.context(own, pin -> peers.confirmedWith(pin).isPresent()));
    factory.setIncludeProtocols(PinnedTls.PROTOCOL);
    factory.setNeedClientAuth(true);
    return factory;
  }

  private static HttpConfiguration http(PortLimits limits) {
    var http = new HttpConfiguration();
    http.setRequestHeaderSize(limits.headerBytes());
    http.setOutputBufferSize(65_536);
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    var secure = new SecureRequestCustomizer();
    secure.setSniHostCheck(false);
    http.addCustomizer(secure);
    return http;
  }
}
