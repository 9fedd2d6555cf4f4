package org.entente.document;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.entente.accord.Body;
import org.entente.accord.CompiledAccord;
import org.entente.accord.KeyUse;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonObject;

/// A draft between parties that have exchanged node cards: a template, or another accord, with
/// their identities, addresses and keys put in, an id and days of its own. Names, bodies and
/// contacts that the template has for a country stay; those of placeholder parties go.
public final class Draft {
  /// Codes that ISO 3166-1 leaves to users, so never a state.
  private static final Pattern PLACEHOLDER = Pattern.compile("X[A-Z]|Q[M-Z]|AA|ZZ");

  private final JsonObject template;

  /// A draft from an accord that passes its check.
  public Draft(CompiledAccord template) {
    this.template = template.accord().document();
  }

  /// The draft between the parties of these cards.
  ///
  /// @param id of the new accord, `accord--UUID`
  /// @param today from when the keys are valid
  /// @param from first day of the accord's term, which keeps the template's length
  public CompiledAccord compose(List<PartyCard> cards, String id, LocalDate today, LocalDate from)
      throws AccordRejected {
    var parties = new ArrayList<>(template.array("parties"));
    var taken = new HashSet<Integer>();
    for (var card : knownFirst(parties, cards)) {
      int seat = seat(parties, taken, card);
      taken.add(seat);
      if (seat == parties.size()) {
        parties.add(party(JsonObject.EMPTY, card, today));
      } else {
        parties.set(seat, party((JsonObject) parties.get(seat), card, today));
      }
    }
    requireAllSeated(parties, cards);
    return AccordReader.read(
        template
            .with("id", JsonValue.of(id))
            .with("revision", JsonValue.of(1))
            .without("supersedes")
            .with("parties", new JsonArray(parties))
            .with("duration", duration(from)));
  }

  /// A card of a country that the template names takes that place before any other card chooses.
  private static List<PartyCard> knownFirst(List<JsonValue> parties, List<PartyCard> cards) {
    var countries = parties.stream().map(Draft::country).toList();
    return cards.stream()
        .sorted(Comparator.comparing(card -> !countries.contains(card.country())))
        .toList();
  }

  /// The template's place for a card: its own country's, else the first placeholder's that is free,
  /// else a new one.
  private static int seat(List<JsonValue> parties, Set<Integer> taken, PartyCard card) {
    var free = IntStream.range(0, parties.size()).filter(i -> !taken.contains(i)).boxed().toList();
    return free.stream()
        .filter(i -> country(parties.get(i)).equals(card.country()))
        .findFirst()
        .or(() ->
            free.stream()
                .filter(i -> PLACEHOLDER.matcher(country(parties.get(i))).matches())
                .findFirst())
        .orElse(parties.size());
  }

  private static void requireAllSeated(List<JsonValue> parties, List<PartyCard> cards)
      throws AccordRejected {
    var countries = cards.stream().map(PartyCard::country).toList();
    for (var party : parties) {
      if (!countries.contains(country(party))) {
        throw new AccordRejected(
            "the template has a party %s and no card is its; cards are of %s"
                .formatted(country(party), countries));
      }
    }
  }

  private static JsonObject party(JsonObject seated, PartyCard card, LocalDate today) {
    boolean known = seated.string("country").filter(card.country()::equals).isPresent();
    var bodies = known ? seated.array("bodies") : bodies(seated, card);
    var party =
        JsonValue.object()
            .put("id", card.id())
            .put("country", card.country())
            .put("name", known ? seated.object("name").orElseThrow() : name(card))
            .put("node", card.node().toString())
            .put("bodies", new JsonArray(bodies))
            .put("keys", JsonValue.array(card.keys(), key -> key(key, bodies, today)));
    if (known && seated.has("contacts")) {
      party.put("contacts", new JsonArray(seated.array("contacts")));
    }
    return party.build();
  }

  private static JsonObject name(PartyCard card) {
    return JsonValue.object().put("en", card.name()).build();
  }

  /// A placeholder's bodies under the card's name; a body that signs when there were none.
  private static List<JsonValue> bodies(JsonObject seated, PartyCard card) {
    var bodies =
        seated.array("bodies").stream()
            .<JsonValue>map(body -> ((JsonObject) body).with("name", name(card)))
            .toList();
    return bodies.isEmpty()
        ? List.of(JsonValue.object().put("id", "signatory").put("role", "signatory").build())
        : bodies;
  }

  /// Signing keys belong to the body that signs, all others to the one that runs the node.
  private static JsonObject key(PartyCard.Key key, List<JsonValue> bodies, LocalDate today) {
    var role = key.use() == KeyUse.SIGN ? Body.Role.SIGNATORY : Body.Role.COMPETENT_AUTHORITY;
    return JsonValue.object()
        .put("kid", key.kid())
        .put("body", body(bodies, role))
        .put("use", key.use().word())
        .put("alg", key.key().algorithm().joseName())
        .put("public", key.key().base64Url())
        .put("from", today.toString())
        .build();
  }

  private static String body(List<JsonValue> bodies, Body.Role role) {
    return bodies.stream()
        .map(JsonObject.class::cast)
        .filter(body -> body.string("role").orElse("").equals(role.word()))
        .findFirst()
        .orElse((JsonObject) bodies.getFirst())
        .string("id")
        .orElseThrow();
  }

  private JsonObject duration(LocalDate from) {
    var duration = template.object("duration").orElseThrow();
    var first = LocalDate.parse(duration.string("from").orElseThrow());
    var until = LocalDate.parse(duration.string("until").orElseThrow());
    return duration
        .with("from", JsonValue.of(from.toString()))
        .with("until", JsonValue.of(from.plus(Period.between(first, until)).toString()));
  }

  private static String country(JsonValue party) {
    return ((JsonObject) party).string("country").orElse("");
  }
}
