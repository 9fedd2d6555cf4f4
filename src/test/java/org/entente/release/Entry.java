package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.GREEN;
import static org.entente.release.Samples.HELD;
import static org.entente.release.Samples.NOW;
import static org.entente.release.Samples.forbid;
import static org.entente.release.Samples.indicator;
import static org.entente.release.Samples.marked;
import static org.entente.release.Samples.permit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.accord.CompiledAccord;
import org.entente.accord.Handling;
import org.entente.accord.Pillar;
import org.entente.crypto.Sha256;
import org.entente.stix.Pap;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.stix.Tlp;

/// An entry as an honest sender would write it; each test changes one thing.
final class Entry {
  static final CompiledAccord ACCORD =
      Samples.read(
          Samples.article(
              "information",
              permit("1", "type == \"indicator\" && !(\"secret\" in labels)", "AMBER"),
              permit("2", "type == \"indicator\" && revoked", "RED"),
              permit("3", "age > days(1000)", "RED"),
              permit("4", "has(object.x_even) && object.x_even > 5", "RED"),
              permit("5", "origin == \"nobody\"", "RED"),
              permit("6", "true", "RED", ", from: [ XB ]"),
              permit("7", "true", "RED").replace("level: channel", "level: liaison"),
              forbid("8", "\"forbidden\" in labels"),
              forbid("9", "source.kind == \"own\" && \"attested\" in labels"),
              forbid("10", "has(object.x_odd) && object.x_odd > 5")),
          Samples.article("knowledge", permit("1", "true", "RED")));

  StixObject object = indicator(marked(GREEN));
  StixId id = object.id();
  Optional<String> modified = object.json().string("modified");
  Pillar pillar = Pillar.INFORMATION;
  String clause = "1.1";
  String level = "liaison";
  Mark mark = new Mark(Tlp.GREEN, Pap.AMBER);
  Handling handling = Handling.STRICTEST;
  List<String> redacted = List.of();
  long size = object.size();
  List<String> persons = List.of();
  Sha256 revision = ACCORD.accord().digest();
  Optional<ReleaseHeader> followed = Optional.empty();
  Between between = Samples.between(ACCORD);

  static Entry of(StixObject object) {
    var entry = new Entry();
    entry.object = object;
    entry.id = object.id();
    entry.modified = object.json().string("modified");
    entry.size = object.size();
    return entry;
  }

  ReleaseHeader header() {
    return new ReleaseHeader(
        id,
        modified,
        pillar,
        clause,
        level,
        mark,
        handling,
        redacted,
        HELD,
        size,
        persons,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  Admission admission(byte[] bytes, Map<StixId, StixObject> definitions) {
    return Admission.admit(
        between,
        definition -> Optional.ofNullable(definitions.get(definition)),
        new ReleaseEntry(NOW, revision, header(), followed),
        bytes);
  }

  Admission admission() {
    return admission(object.bytes(), Map.of());
  }

  Step refusal() {
    var admission = admission();
    assertThat(admission).isInstanceOf(Admission.Refused.class);
    return ((Admission.Refused) admission).reason();
  }

  Finding finding() {
    return refusal().finding();
  }

  Mark admitted() {
    var admission = admission();
    assertThat(admission).isInstanceOf(Admission.Admitted.class);
    return ((Admission.Admitted) admission).mark();
  }
}
