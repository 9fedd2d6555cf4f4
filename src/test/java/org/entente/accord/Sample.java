package org.entente.accord;

import java.time.Duration;
import java.util.List;
import org.entente.expression.Facts;
import org.entente.expression.Source;
import org.entente.expression.Victim;
import org.entente.json.Json;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;
import org.entente.stix.Pap;
import org.entente.stix.Tlp;

/// Facts that tests begin from.
public final class Sample {
  public static final String NORTH = "identity--0a000000-0000-4000-8000-000000000001";
  public static final String SOUTH = "identity--0a000000-0000-4000-8000-000000000002";

  private Sample() {}

  /// An indicator, TLP:GREEN, of our own, on its way from XA to XB.
  public static Facts facts(String object) {
    return facts("indicator", Tlp.GREEN, List.of("malicious-activity"), object);
  }

  public static Facts facts(String type, Tlp tlp, List<String> labels, String object) {
    return new Facts(
        type,
        type + "--0b000000-0000-4000-8000-000000000001",
        tlp,
        Pap.AMBER,
        List.of(),
        labels,
        List.of("energy"),
        List.of("XB"),
        80,
        "high",
        false,
        Duration.ofDays(3),
        NORTH,
        "XA",
        SOUTH,
        "XB",
        Source.OWN,
        "",
        false,
        List.of(new Victim("identity--1", "XB", List.of("energy"))),
        Facts.Vulnerability.NONE,
        "",
        json(object));
  }

  public static JsonObject json(String text) {
    try {
      return Json.parseObject(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } catch (MalformedJson e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
