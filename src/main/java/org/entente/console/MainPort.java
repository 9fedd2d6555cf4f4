package org.entente.console;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyStore;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.support.GenericApplicationContext;

/// The node's main port: a browser's way in, by Spring Boot on Jetty. HTTPS with the node's own
/// certificate, or plain HTTP on loopback for those who said so. Partners never come here: they
/// have a port of their own, without Spring.
public final class MainPort implements AutoCloseable {
  private static final String BUNDLE = "main-port";

  private final ServletWebServerApplicationContext context;
  private final URI url;

  private MainPort(ServletWebServerApplicationContext context, URI url) {
    this.context = context;
    this.url = url;
  }

  /// TLS 1.2 and later, since browsers of an office are not all of this year.
  public static MainPort https(
      InetSocketAddress address, KeyStore certificate, BooleanSupplier healthy) {
    var bundle = SslBundle.of(SslStoreBundle.of(certificate, "", null));
    return start(
        "https",
        address,
        healthy,
        factory -> {
          factory.setSsl(Ssl.forBundle(BUNDLE));
          factory.setSslBundles(new DefaultSslBundleRegistry(BUNDLE, bundle));
        });
  }

  /// For a machine of one user, or behind a proxy on the same machine.
  public static MainPort loopbackHttp(int port, BooleanSupplier healthy) {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return start("http", loopback, healthy, factory -> {});
  }

  private static MainPort start(
      String scheme,
      InetSocketAddress address,
      BooleanSupplier healthy,
      Consumer<JettyServletWebServerFactory> tls) {
    var application = new SpringApplication(Wiring.class);
    application.setDefaultProperties(
        Map.of(
            "spring.main.banner-mode", "off",
            "spring.main.log-startup-info", "false",
            "spring.threads.virtual.enabled", "true",
            "server.shutdown", "graceful",
            "spring.lifecycle.timeout-per-shutdown-phase", "5s"));
    application.setRegisterShutdownHook(false); // the node closes its parts in its own order
    application.addInitializers(
        context -> register((GenericApplicationContext) context, address, healthy, tls));
    var context = run(application, address);
    var server = context.getWebServer();
    if (server == null) {
      throw new IllegalStateException("the web server did not start");
    }
    var ip = address.getAddress();
    var host = ip.isAnyLocalAddress() ? "localhost" : ip.getHostAddress();
    return new MainPort(
        context, URI.create("%s://%s:%d/".formatted(scheme, host, server.getPort())));
  }

  /// IllegalStateException names the port when somebody has it.
  private static ServletWebServerApplicationContext run(
      SpringApplication application, InetSocketAddress address) {
    try {
      return (ServletWebServerApplicationContext) application.run();
    } catch (ApplicationContextException e) {
      throw new IllegalStateException(
          "cannot open the main port %s:%d: %s"
              .formatted(address.getHostString(), address.getPort(), rootCause(e).getMessage()),
          e);
    }
  }

  private static Throwable rootCause(Throwable e) {
    return e.getCause() == null ? e : rootCause(e.getCause());
  }

  private static void register(
      GenericApplicationContext context,
      InetSocketAddress address,
      BooleanSupplier healthy,
      Consumer<JettyServletWebServerFactory> tls) {
    context.registerBean(StartPage.class, () -> new StartPage(healthy));
    context.registerBean(SecurityHeaders.class, SecurityHeaders::new);
    context.registerBean(PortSettings.class, () -> new PortSettings(address, tls));
  }

  public URI url() {
    return url;
  }

  @Override
  public void close() {
    context.close();
  }

  /// Applied after Boot's own settings, so that no property can loosen them.
  private record PortSettings(InetSocketAddress address, Consumer<JettyServletWebServerFactory> tls)
      implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {
    @Override
    public void customize(JettyServletWebServerFactory factory) {
      factory.setAddress(address.getAddress());
      factory.setPort(address.getPort());
      factory.addServerCustomizers(server -> server.setErrorHandler(new PlainErrors()));
      tls.accept(factory);
    }
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Wiring {}
}
