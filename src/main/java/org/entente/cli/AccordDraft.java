package org.entente.cli;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.entente.accord.KeyUse;
import org.entente.exchange.CardKey;
import org.entente.exchange.NodeCard;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedYaml;
import org.entente.json.Yaml;

/// A draft of an accord: the text of a template, comments and translations and all, with a new id,
/// the parties of two or more node cards, and a term that begins today.
///
/// A party that the template has under the country of a card keeps its names, bodies and contacts;
/// any other is made from the card alone, signed and run by one authority each.
final class AccordDraft {
  private final String template;
  private final JsonObject document;

  private AccordDraft(String template, JsonObject document) {
    this.template = template;
    this.document = document;
  }

  static String of(String template, List<NodeCard> cards, LocalDate today) throws MalformedYaml {
    var document =
        Yaml.parse(template).value() instanceof JsonObject object ? object : JsonObject.EMPTY;
    return new AccordDraft(template, document).with(cards, today);
  }

  private String with(List<NodeCard> cards, LocalDate today) {
    var lines = new ArrayList<>(template.lines().toList());
    replace(lines, "duration", List.of("duration: " + duration(today)));
    replace(lines, "parties", parties(cards, today));
    replace(lines, "id", List.of("id: accord--" + UUID.randomUUID()));
    return String.join("\n", lines) + "\n";
  }

  /// Replaces a top-level member with all that belongs to it: up to the next line that is not
  /// indented, but not the comments right above that line.
  private static void replace(List<String> lines, String member, List<String> replacement) {
    int start = 0;
    while (start < lines.size() && !lines.get(start).startsWith(member + ":")) {
      start++;
    }
    int end = start + 1;
    while (end < lines.size() && lines.get(end).startsWith(" ")) {
      end++;
    }
    var part = lines.subList(start, Math.min(end, lines.size()));
    part.clear();
    part.addAll(replacement);
  }

  private String duration(LocalDate today) {
    var duration = document.object("duration").orElse(JsonObject.EMPTY);
    var length =
        Period.between(date(duration, "from", today), date(duration, "until", today.plusYears(3)));
    var moved =
        duration
            .with("from", JsonValue.of(today.toString()))
            .with("until", JsonValue.of(today.plus(length).toString()));
    return YamlText.inline(moved);
  }

  private static LocalDate date(JsonObject json, String name, LocalDate fallback) {
    return json.string(name).map(LocalDate::parse).orElse(fallback);
  }

  private List<String> parties(List<NodeCard> cards, LocalDate today) {
    var lines = new ArrayList<String>();
    lines.add("parties:");
    for (var card : cards) {
      var party = inTemplate(card.country()).with("id", JsonValue.of(card.identity()));
      var complete =
          party
              .with("country", JsonValue.of(card.country()))
              .with("node", JsonValue.of(card.node().toString()))
              .with("keys", keys(card, party, today));
      lines.addAll(YamlText.item(named(complete, card), "  "));
    }
    return lines;
  }

  private JsonObject inTemplate(String country) {
    return document.array("parties").stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .filter(party -> party.string("country").filter(country::equals).isPresent())
        .findFirst()
        .orElse(JsonObject.EMPTY);
  }

  private static JsonObject named(JsonObject party, NodeCard card) {
    var name = JsonValue.object().put("en", card.name()).build();
    var body =
        JsonValue.object()
            .put("id", "authority")
            .put("name", name)
            .put("role", "competent-authority")
            .build();
    var signatory =
        JsonValue.object()
            .put("id", "signatory")
            .put("name", name)
            .put("role", "signatory")
            .build();
    var bodies = JsonValue.array(List.of(body, signatory), each -> each);
    var withName = party.has("name") ? party : party.with("name", name);
    return withName.has("bodies") ? withName : withName.with("bodies", bodies);
  }

  /// The signatories' keys belong to the first body that signs, the node's to the one that runs it.
  private static JsonValue keys(NodeCard card, JsonObject party, LocalDate today) {
    return JsonValue.array(
        card.keys(),
        key ->
            JsonValue.object()
                .put("kid", key.kid())
                .put("body", body(party, key))
                .put("use", key.use().word())
                .put("alg", key.key().algorithm().joseName())
                .put("public", key.key().base64Url())
                .put("from", today.toString())
                .build());
  }

  private static String body(JsonObject party, CardKey key) {
    var role = key.use() == KeyUse.SIGN ? "signatory" : "competent-authority";
    var fallback = key.use() == KeyUse.SIGN ? "signatory" : "authority";
    return party.array("bodies").stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .filter(body -> body.string("role").filter(role::equals).isPresent())
        .findFirst()
        .flatMap(body -> body.string("id"))
        .orElse(fallback);
  }
}
