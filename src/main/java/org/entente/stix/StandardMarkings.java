package org.entente.stix;

import java.util.Map;
import java.util.Optional;

/// The marking definitions that the standards fix, known everywhere and never sent: TLP 1 (STIX 2.1
/// §7.2.1.4) and TLP 2.0 (OASIS common objects). What another object under one of these ids claims
/// about itself is refused by [StixCheck]; only its own producer's objects may count as more by it
/// ([#read]).
public final class StandardMarkings {
  private static final Map<StixId, Tlp> LEVELS =
      Map.of(
          id("613f2e26-407d-48c7-9eca-b8e91df99dc9"), Tlp.CLEAR, // TLP:WHITE
          id("34098fce-860f-48ae-8e50-ebd3cc5e41da"), Tlp.GREEN,
          id("f88d31f6-486f-44da-b317-01333bde0b82"), Tlp.AMBER,
          id("5e57c739-391a-4eb3-b6be-7d15ca92d5ed"), Tlp.RED,
          id("94868c89-83c2-464b-929b-a1a8aa3c8487"), Tlp.CLEAR,
          id("bab4a63c-aed9-4cf5-a766-dfca5abac2bb"), Tlp.GREEN,
          id("55d920b0-5e8b-4f79-9ee9-91f868d9b421"), Tlp.AMBER,
          id("939a9414-2ddd-4d32-a0cd-375ea402b003"), Tlp.AMBER_STRICT,
          id("e828b379-4e03-4974-9ac4-e53a884c97c1"), Tlp.RED);

  private StandardMarkings() {}

  private static StixId id(String uuid) {
    return new StixId("marking-definition--" + uuid);
  }

  public static boolean isStandard(StixId id) {
    return LEVELS.containsKey(id);
  }

  public static Optional<Marking> marking(StixId id) {
    return Optional.ofNullable(LEVELS.get(id)).map(Marking::of);
  }

  /// How a standard id reads to whoever defines it so: never laxer than the standard, and what
  /// cannot be read claims nothing.
  public static Marking read(Marking standard, StixObject definition) {
    var said = MarkingDefinition.read(definition);
    return said.equals(Marking.UNKNOWN) ? standard : standard.max(said);
  }
}
