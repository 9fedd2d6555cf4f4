package org.entente.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The pages that need no account: `/`, `/health`, and the one plain line that any error shows.
/// None of them names the node, its release or its partners.
@RestController
final class StartPage implements ErrorController {
  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
  private final BooleanSupplier healthy;

  StartPage(BooleanSupplier healthy) {
    this.healthy = healthy;
  }

  @GetMapping(path = "/", produces = "text/html;charset=UTF-8")
  String start() {
    var page = new StringOutput();
    templates.render("start.jte", Map.of(), page);
    return page.toString();
  }

  /// `{"status":"up"}` with 200, or `{"status":"down"}` with 503 when the store does not answer.
  @GetMapping(path = "/health", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> health() {
    return healthy.getAsBoolean()
        ? ResponseEntity.ok("{\"status\":\"up\"}")
        : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("{\"status\":\"down\"}");
  }

  /// Boot's own answer would show the path and the time; a stranger gets the reason phrase.
  @RequestMapping(path = "/error", produces = "text/plain;charset=UTF-8")
  ResponseEntity<String> error(HttpServletRequest request) {
    var status =
        request.getAttribute("jakarta.servlet.error.status_code") instanceof Integer code
            ? HttpStatus.valueOf(code)
            : HttpStatus.NOT_FOUND;
    return ResponseEntity.status(status)
        .contentType(MediaType.TEXT_PLAIN)
        .body(status.getReasonPhrase() + "\n");
  }
}
