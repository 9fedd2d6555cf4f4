package org.entente.document;

import static org.entente.document.AccordRecords.date;
import static org.entente.document.AccordRecords.each;
import static org.entente.document.AccordRecords.objects;
import static org.entente.document.AccordRecords.string;
import static org.entente.document.AccordRecords.texts;

import java.net.URI;
import java.util.ArrayList;
import java.util.Optional;
import org.entente.accord.Body;
import org.entente.accord.KeyUse;
import org.entente.accord.Party;
import org.entente.accord.Party.Contact;
import org.entente.accord.Party.Reach;
import org.entente.accord.PartyKey;
import org.entente.crypto.Algorithm;
import org.entente.crypto.Sha256;
import org.entente.crypto.VerifyingKey;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue.JsonObject;

/// Reads the parties of a document that fits the schema: their bodies, keys and contacts. A key is
/// decoded here, so every key that a record carries is one.
final class PartyRecords {
  private final Problems problems;

  PartyRecords(Problems problems) {
    this.problems = problems;
  }

  Party party(JsonObject json, JsonPointer at) {
    return new Party(
        string(json, "id"),
        string(json, "country"),
        texts(json, "name"),
        node(json, at),
        each(json, "bodies", at, (body, _) -> body(body)),
        each(json, "keys", at, this::key).stream().flatMap(Optional::stream).toList(),
        each(json, "contacts", at, (contact, _) -> contact(contact)));
  }

  private URI node(JsonObject json, JsonPointer at) {
    var uri = URI.create("https://invalid.invalid");
    try {
      uri = URI.create(string(json, "node"));
    } catch (IllegalArgumentException e) {
      problems.add(at.child("node"), "expected an address such as https://node.cert.example:8443");
    }
    if (uri.getHost() == null) {
      problems.add(
          at.child("node"), "expected https:// and a host, as in https://node.cert.example");
    }
    return uri;
  }

  private static Body body(JsonObject json) {
    return new Body(
        string(json, "id"),
        texts(json, "name"),
        Body.Role.named(string(json, "role")).orElseThrow());
  }

  private Optional<PartyKey> key(JsonObject json, JsonPointer at) {
    var algorithm = Algorithm.named(string(json, "alg")).orElseThrow();
    var from = date(json, "from", at, problems);
    try {
      var key = VerifyingKey.ofBase64Url(algorithm, string(json, "public"));
      return Optional.of(
          new PartyKey(
              string(json, "kid"),
              string(json, "body"),
              KeyUse.named(string(json, "use")).orElseThrow(),
              key,
              from.orElse(AccordRecords.NO_DAY),
              json.has("until") ? date(json, "until", at, problems) : Optional.empty(),
              json.string("next").map(Sha256::ofHex)));
    } catch (IllegalArgumentException e) {
      problems.add(at.child("public"), "is no key: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Contact contact(JsonObject json) {
    var by = new ArrayList<Reach>();
    for (var means : objects(json, "by")) {
      means.members().keySet().forEach(name -> by.add(new Reach(name, string(means, name))));
    }
    return new Contact(
        string(json, "role"), json.string("hours").orElse(""), json.strings("languages"), by);
  }
}
