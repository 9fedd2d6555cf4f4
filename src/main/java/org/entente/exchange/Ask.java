package org.entente.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/// What a partner asks of this node, whatever carried it here.
///
/// @param method as HTTP has it, `GET`
/// @param path from the root on, `/entente/v1/card`
/// @param query the first value of each name
/// @param body read no further than the port allows
public record Ask(String method, String path, Map<String, String> query, InputStream body) {
  public Ask {
    query = Map.copyOf(query);
  }

  /// Where an answer goes: once, by one of these.
  public interface Reply {
    /// A status without a body.
    void send(int status);

    void send(int status, String mediaType, byte[] body);

    /// Status 200 and a body that is written while it is made, and closed.
    ///
    /// @param writer writes all of it
    void stream(String mediaType, Writer writer) throws IOException;
  }

  /// Writes a body.
  @FunctionalInterface
  public interface Writer {
    void to(java.io.OutputStream out) throws IOException;
  }

  boolean isGet() {
    return method.equals("GET");
  }

  boolean isPost() {
    return method.equals("POST");
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /// A number of up to 18 digits; −1 for anything else, and where there is none.
  long number(String name) {
    return text(name).map(Ask::digits).orElse(-1L);
  }

  /// The same of any text.
  static long digits(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }
}
