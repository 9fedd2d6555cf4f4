package org.entente.stix;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What sort of thing an object is, by its type alone (STIX 2.1 §1.4).
public enum Kind {
  SDO,
  SRO,
  SCO,
  MARKING_DEFINITION,
  EXTENSION_DEFINITION,
  LANGUAGE_CONTENT,
  CUSTOM;

  private static final Map<String, Kind> BY_TYPE = byType();

  public static Kind of(String type) {
    return BY_TYPE.getOrDefault(type, CUSTOM);
  }

  private static Map<String, Kind> byType() {
    var sdo =
        Stream.of(
            "attack-pattern",
            "campaign",
            "course-of-action",
            "grouping",
            "identity",
            "incident",
            "indicator",
            "infrastructure",
            "intrusion-set",
            "location",
            "malware",
            "malware-analysis",
            "note",
            "observed-data",
            "opinion",
            "report",
            "threat-actor",
            "tool",
            "vulnerability");
    var sco =
        Stream.of(
            "artifact",
            "autonomous-system",
            "directory",
            "domain-name",
            "email-addr",
            "email-message",
            "file",
            "ipv4-addr",
            "ipv6-addr",
            "mac-addr",
            "mutex",
            "network-traffic",
            "process",
            "software",
            "url",
            "user-account",
            "windows-registry-key",
            "x509-certificate");
    var kinds = sdo.collect(Collectors.toMap(type -> type, type -> SDO));
    sco.forEach(type -> kinds.put(type, SCO));
    kinds.put("relationship", SRO);
    kinds.put("sighting", SRO);
    kinds.put("marking-definition", MARKING_DEFINITION);
    kinds.put("extension-definition", EXTENSION_DEFINITION);
    kinds.put("language-content", LANGUAGE_CONTENT);
    return Map.copyOf(kinds);
  }
}
