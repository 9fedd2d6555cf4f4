package org.entente.release;

import static org.entente.release.Samples.AMBER;
import static org.entente.release.Samples.CLEAR;
import static org.entente.release.Samples.EAST;
import static org.entente.release.Samples.GREEN;
import static org.entente.release.Samples.HELD;
import static org.entente.release.Samples.NORTH;
import static org.entente.release.Samples.RED;
import static org.entente.release.Samples.SOUTH;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.entente.accord.CompiledAccord;
import org.entente.accord.Handling;
import org.entente.accord.Level;
import org.entente.accord.Onward;
import org.entente.accord.Pillar;
import org.entente.crypto.Sha256;
import org.entente.expression.Licence;
import org.entente.expression.Source;
import org.entente.expression.SourceKind;
import org.entente.expression.Victim;
import org.entente.stix.Marking;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.stix.Tlp;

/// An accord or two, levels, and a handful of objects that refer to one another, all drawn from a
/// seed: clauses that are true, false or fail, markings of every kind and none, sources that
/// forbid, objects in several collections.
final class World {
  private static final List<String> TYPES =
      List.of(
          "indicator",
          "report",
          "relationship",
          "sighting",
          "identity",
          "ipv4-addr",
          "network-traffic",
          "observed-data",
          "note",
          "x-thing",
          "marking-definition");
  private static final int SIZE = 14;
  private final Chance chance;
  final List<CompiledAccord> accords;
  final Map<Pillar, Optional<Level>> levels;
  private final Map<StixId, String> texts = new HashMap<>();
  private final Map<StixId, StixObject> objects = new LinkedHashMap<>();
  private final Map<StixId, Candidate> candidates = new HashMap<>();
  private final List<String> ids = new ArrayList<>();

  World(Random random) {
    this.chance = new Chance(random);
    this.accords = new RandomAccords(chance).draw();
    this.levels = levels();
    for (int i = 0; i < SIZE; i++) {
      ids.add(chance.one(TYPES) + "--0b000000-0000-4000-8000-%012d".formatted(i));
    }
    for (var text : ids) {
      var json = json(text);
      var object = Samples.object(json);
      objects.put(object.id(), object);
      texts.put(object.id(), json.replace('\'', '"'));
    }
    objects.values().forEach(object -> candidates.put(object.id(), candidate(object)));
  }

  Set<StixId> ids() {
    return objects.keySet();
  }

  StixObject object(StixId id) {
    return Objects.requireNonNull(objects.get(id));
  }

  /// As it was written, before anybody read it.
  String text(StixId id) {
    return Objects.requireNonNull(texts.get(id));
  }

  /// The object's next version, which revokes it, after this release; if its type has versions and
  /// it is not revoked already.
  Optional<Candidate> revoked(StixId id, Earlier earlier) {
    var modified = "\"modified\":\"2026-12-01T0";
    var text = text(id);
    if (!text.contains(modified) || text.contains("\"revoked\"")) {
      return Optional.empty();
    }
    var next = Samples.object(text.replace(modified + "8", "\"revoked\":true," + modified + "9"));
    var like = candidate(id);
    return Optional.of(
        Candidate.of(next, like.filings(), like.firstHeld())
            .withOrigins(like.origins())
            .withDefinitions(like.definitions())
            .withVictims(like.victims())
            .withEarlier(earlier));
  }

  Candidate candidate(StixId id) {
    return Objects.requireNonNull(candidates.get(id));
  }

  CompiledAccord accord(Sha256 revision) {
    return accords.stream()
        .filter(each -> each.accord().digest().equals(revision))
        .findFirst()
        .orElseThrow();
  }

  private Map<Pillar, Optional<Level>> levels() {
    var ladder = accords.getFirst().accord().levels();
    return Arrays.stream(Pillar.values())
        .collect(
            Collectors.toMap(
                pillar -> pillar,
                pillar -> chance.oneIn(8) ? Optional.empty() : Optional.of(chance.one(ladder))));
  }

  Between between(Map<Pillar, Optional<Level>> held) {
    return new Between(
        NORTH,
        SOUTH,
        at -> accords,
        (of, pillar, at) -> held.getOrDefault(pillar, Optional.empty()),
        accords.stream().map(CompiledAccord::accord).toList());
  }

  /// Every pillar at the lowest level there is.
  Map<Pillar, Optional<Level>> lowestLevels() {
    var lowest = accords.getFirst().accord().levels().getFirst();
    return Arrays.stream(Pillar.values())
        .collect(Collectors.toMap(pillar -> pillar, pillar -> Optional.of(lowest)));
  }

  private String json(String id) {
    var type = id.substring(0, id.indexOf("--"));
    var json = new StringBuilder("{'type':'" + type + "','spec_version':'2.1','id':'" + id + "'");
    boolean observable = type.equals("ipv4-addr") || type.equals("network-traffic");
    if (!observable && !type.equals("x-thing")) {
      json.append(",'created':'2026-12-01T08:00:00.000Z'");
      if (!type.equals("marking-definition")) {
        json.append(",'modified':'2026-12-01T08:00:00.000Z'");
      }
      json.append(chance.oneIn(2) ? ",'created_by_ref':'" + someIdentity() + "'" : "");
      json.append(chance.oneIn(5) ? ",'confidence':" + chance.below(101) : "");
      json.append(chance.oneIn(6) ? ",'revoked':true" : "");
    }
    json.append(body(type));
    json.append(
        chance.oneIn(3)
            ? ",'labels':['a','b']"
            : chance.oneIn(3) ? ",'labels':['entente:severity=high']" : "");
    json.append(chance.oneIn(6) ? ",'x_odd':" + chance.one(List.of("7", "3", "'seven'")) : "");
    json.append(
        chance.oneIn(5) ? ",'external_references':[{'source_name':'s','description':'d'}]" : "");
    json.append(markings(id));
    return json.append("}").toString();
  }

  private String someIdentity() {
    var known = ids.stream().filter(id -> id.startsWith("identity--")).toList();
    return known.isEmpty() || chance.oneIn(3)
        ? chance.one(List.of(EAST, NORTH))
        : chance.one(known);
  }

  private String body(String type) {
    return switch (type) {
      case "indicator" ->
          ",'name':'n','description':'d','pattern':'[x:y = 1]','pattern_type':'stix',"
              + "'valid_from':'2026-12-01T08:17:27.5Z','valid_until':'2026-12-01T08:47:00Z'";
      case "report" ->
          ",'name':'n','description':'d','published':'2026-12-01T08:17:27Z','object_refs':"
              + references();
      case "note" -> ",'content':'c','object_refs':" + references();
      case "relationship" ->
          ",'relationship_type':'%s','source_ref':'%s','target_ref':'%s'"
              .formatted(chance.one(List.of("targets", "uses")), chance.one(ids), chance.one(ids));
      case "sighting" ->
          ",'count':5,'sighting_of_ref':'%s','where_sighted_refs':['%s']"
              .formatted(chance.one(ids), someIdentity());
      case "identity" ->
          ",'name':'n','identity_class':'%s'"
              .formatted(chance.one(List.of("individual", "class", "group")));
      case "ipv4-addr" -> ",'value':'192.0.2.%d'".formatted(chance.below(9));
      case "network-traffic" ->
          ",'protocols':['tcp'],'start':'2026-12-01T08:17:27Z','src_ref':'%s','dst_ref':'%s'"
              .formatted(chance.one(ids), chance.one(ids));
      case "observed-data" ->
          ",'number_observed':5,'first_observed':'2026-12-01T08:17:27Z',"
              + "'last_observed':'2026-12-01T09:17:27Z','object_refs':"
              + references();
      case "marking-definition" -> ",'definition_type':'statement','definition':{'statement':'s'}";
      default -> ",'thing_ref':'" + chance.one(ids) + "'";
    };
  }

  private String references() {
    return "['" + chance.one(ids) + "','" + chance.one(ids) + "','" + chance.one(ids) + "']";
  }

  private String markings(String id) {
    var own = ids.stream().filter(other -> other.startsWith("marking-")).toList();
    var all = new ArrayList<>(List.of(CLEAR, GREEN, GREEN, AMBER, RED));
    all.add("marking-definition--0b000000-0000-4000-8000-0000000000ff"); // defined nowhere
    own.stream().filter(other -> !other.equals(id)).forEach(all::add);
    var whole = chance.oneIn(3) ? "" : ",'object_marking_refs':['" + chance.one(all) + "']";
    var selector = id.startsWith("identity") ? "name" : "type";
    return whole
        + (chance.oneIn(5)
            ? ",'granular_markings':[{'marking_ref':'%s','selectors':['%s']}]"
                .formatted(
                    chance.one(all),
                    id.startsWith("indicator") || id.startsWith("report")
                        ? "description"
                        : selector)
            : "");
  }

  private Candidate candidate(StixObject object) {
    var filings = new ArrayList<Filing>();
    for (int i = chance.oneIn(4) ? 2 : 1; i > 0; i--) {
      filings.add(
          new Filing(
              "c" + i,
              chance.one(List.of(Pillar.INFORMATION, Pillar.INFORMATION, Pillar.KNOWLEDGE)),
              chance.oneIn(3)
                  ? Optional.of(Marking.of(chance.one(List.of(Tlp.CLEAR, Tlp.GREEN))))
                  : Optional.empty(),
              chance.oneIn(12) ? Optional.empty() : Optional.of(source())));
    }
    var candidate = Candidate.of(object, filings, HELD).withDefinitions(definitions(object));
    if (chance.oneIn(4)) {
      candidate = candidate.withOrigins(List.of(origin()));
    }
    return candidate.withVictims(
        chance.oneIn(3) ? List.of(new Victim(EAST, "XC", List.of("energy"))) : List.of());
  }

  private Map<StixId, StixObject> definitions(StixObject object) {
    return Candidate.namedDefinitions(object).stream()
        .filter(objects::containsKey)
        .collect(Collectors.toMap(id -> id, objects::get));
  }

  private Source source() {
    return switch (chance.below(9)) {
      case 0 -> Source.PUBLIC;
      case 1 ->
          new Source(
              SourceKind.VENDOR,
              chance.oneIn(4)
                  ? Optional.empty()
                  : Optional.of(chance.one(List.of(Licence.values()))),
              Set.of(),
              Optional.empty());
      case 2 ->
          new Source(
              SourceKind.CONSTITUENT,
              Optional.empty(),
              chance.oneIn(2) ? Set.of(SOUTH) : Set.of(EAST),
              Optional.empty());
      case 3 -> Source.party(EAST);
      default -> Source.OWN;
    };
  }

  private Origin origin() {
    var onward = chance.one(List.of(Onward.values()));
    var handling =
        new Handling(
            chance.oneIn(5) ? Optional.empty() : Optional.of(onward),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new Origin(
        EAST,
        chance.oneIn(2) ? accords.getFirst().accord().digest() : Sha256.of(),
        handling,
        chance.oneIn(3) ? Set.of(SOUTH) : Set.of());
  }
}
