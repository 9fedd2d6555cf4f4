package org.entente.draft;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The accords that come with the program, from the folder `accords` of the checkout.
public final class ShippedAccords {
  private ShippedAccords() {}

  /// What a new accord begins with.
  public static String template() {
    return text("/accords/cyber-defence.yaml");
  }

  /// The illustration that the demonstration runs under.
  public static String example() {
    return text("/accords/examples/morocco-israel-2021.yaml");
  }

  private static String text(String resource) {
    try (var in = ShippedAccords.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
