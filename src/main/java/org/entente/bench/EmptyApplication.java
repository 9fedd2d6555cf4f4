package org.entente.bench;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The reference of `bench start`: the same web stack with one page and nothing behind it. Says
/// `{"url":"http://127.0.0.1:40123/"}` when it is ready.
final class EmptyApplication {
  private EmptyApplication() {}

  public static void main(String[] args) {
    var application = new SpringApplication(Wiring.class);
    application.setDefaultProperties(
        Map.of(
            "server.port", "0",
            "server.address", "127.0.0.1",
            "spring.threads.virtual.enabled", "true",
            "spring.main.banner-mode", "off",
            "spring.main.log-startup-info", "false"));
    var context = (ServletWebServerApplicationContext) application.run();
    var server = context.getWebServer();
    if (server == null) {
      throw new IllegalStateException("the web server did not start");
    }
    System.out.println("{\"url\":\"http://127.0.0.1:" + server.getPort() + "/\"}");
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @RestController
  static class Wiring {
    @GetMapping("/")
    String page() {
      return "<!doctype html><title>empty</title>";
    }
  }
}
