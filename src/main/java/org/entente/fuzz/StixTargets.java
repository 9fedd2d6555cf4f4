package org.entente.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.conformance.StixCheck;
import org.entente.holdings.Indexed;
import org.entente.indicators.IndicatorValue;
import org.entente.indicators.IndicatorValues;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedJson;
import org.entente.stix.MalformedStix;
import org.entente.stix.Markings;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;
import org.entente.stix.StixStream;
import org.entente.stix.StixTimestamp;

/// STIX: objects, streams of them, and what is read out of them.
final class StixTargets {
  /// Of an object in a stream; small, so that the limit is met.
  private static final int MAX_OBJECT = 1 << 16;

  private StixTargets() {}

  static List<Target> all() {
    var objects = Specimens.stixObjects();
    return List.of(
        new Target(
            "stix-object", 100, MalformedStix.class, Form.JSON, objects, StixTargets::object),
        new Target(
            "stix-stream",
            20,
            IOException.class,
            Form.JSON,
            List.of(bundle(objects), objects.getFirst()),
            StixTargets::stream),
        new Target("stix-check", 50, MalformedStix.class, Form.JSON, objects, StixTargets::check),
        new Target("markings", 100, MalformedStix.class, Form.JSON, objects, StixTargets::markings),
        new Target(
            "indicator-values", 50, MalformedStix.class, Form.JSON, objects, StixTargets::values),
        text("indicator-value", StixTargets::value, VALUES),
        text(
            "stix-timestamp",
            StixTargets::timestamp,
            "2016-05-12T08:17:27.000Z",
            "2016-05-12T08:17:60.123456789012-04:00",
            "0000-01-01T00:00:00-14:00",
            "9999-12-31T23:59:59Z"),
        text(
            "stix-id",
            StixTargets::id,
            "indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f",
            "ipv4-addr--4d22aae0-2bf9-5427-8819-e4f6abf20a53",
            "x-a--B"));
  }

  private static final String[] VALUES = {
    "example.org",
    "bücher.example.",
    "xn--bcher-kva.example",
    "192.0.2.1",
    "192.0.2.0/24",
    "2001:db8::/32",
    "::ffff:192.0.2.1",
    "http://user:pw@Example.ORG:80/a/../b%41?q=ü#f",
    "https://[2001:DB8::1]:8443/",
    "http://0x7f.1/",
    "a.b+c@example.org",
    "d41d8cd98f00b204e9800998ecf8427e",
    "[domain-name:value = 'x'] AND [url:value IN ('http://a/', 'b')]"
  };

  private static Target text(String name, Target.Attempt attempt, String... specimens) {
    return new Target(
        name, 100, MalformedStix.class, Form.TEXT, Specimens.texts(specimens), attempt);
  }

  private static byte[] bundle(List<byte[]> objects) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(
        "{\"type\":\"bundle\",\"id\":\"bundle--5d0092c5-5f74-4287-9642-33f4c354e56d\",\"objects\":["
            .getBytes(UTF_8));
    for (int i = 0; i < 3; i++) {
      out.writeBytes(objects.get(i));
      out.writeBytes((i < 2 ? ", \n" : "],\"more\":false}").getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  /// All that an object is asked for on its way in.
  private static Optional<String> object(byte[] input) throws MalformedStix {
    var object = StixObject.read(input);
    object.key();
    object.created();
    object.labels();
    object.revoked();
    object.references();
    Indexed.of(object);
    var again = StixObject.read(object.bytes());
    var canonical = StixObject.of(object.json());
    return Target.unless(again.equals(object), "its bytes read otherwise")
        .or(() ->
            Target.unless(
                canonical.canonicalDigest().equals(object.canonicalDigest())
                    && canonical.id().equals(object.id()),
                "its canonical form is another object"));
  }

  private static Optional<String> check(byte[] input) throws MalformedStix {
    var problems = StixCheck.problems(StixObject.read(input));
    return Target.unless(
        problems.stream().allMatch(problem -> !problem.message().isBlank()), "a problem unsaid");
  }

  /// What cannot be read never reads as less strict.
  private static Optional<String> markings(byte[] input) throws MalformedStix {
    var markings = Markings.of(StixObject.read(input), _ -> Optional.empty());
    var most = markings.overall();
    return Target.unless(
        markings.applied().stream().allMatch(one -> most.max(one.marking()).equals(most)),
        "less strict than one of its markings");
  }

  /// A normal form is its own normal form.
  private static Optional<String> values(byte[] input) throws MalformedStix {
    var object = StixObject.read(input);
    for (var value : IndicatorValues.of(object)) {
      var complaint = stable(value);
      if (complaint.isPresent()) {
        return complaint;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> value(byte[] input) throws MalformedStix {
    var text = new String(input, UTF_8);
    var pattern =
        JsonValue.object()
            .put("type", "indicator")
            .put("id", "indicator--x")
            .put("pattern", text)
            .build();
    for (var found :
        List.of(
            IndicatorValue.domain(text),
            IndicatorValue.ip(text),
            IndicatorValue.url(text),
            IndicatorValue.email(text),
            IndicatorValue.hash("MD5", text))) {
      var complaint = found.flatMap(StixTargets::stable);
      if (complaint.isPresent()) {
        return complaint;
      }
    }
    return values(CanonicalJson.bytes(pattern));
  }

  private static Optional<String> stable(IndicatorValue value) {
    var again =
        switch (value.type()) {
          case "domain" -> IndicatorValue.domain(value.value());
          case "ipv4", "ipv6" -> IndicatorValue.ip(value.value());
          case "url" -> IndicatorValue.url(value.value());
          case "email" -> IndicatorValue.email(value.value());
          default -> IndicatorValue.hash(value.type(), value.value());
        };
    return Target.unless(
        again.equals(Optional.of(value)), "no normal form: " + value + " becomes " + again);
  }

  private static Optional<String> timestamp(byte[] input) {
    return StixTimestamp.parse(new String(input, UTF_8))
        .flatMap(time -> {
          var again = StixTimestamp.parse(time.normalised());
          return Target.unless(
              again.equals(Optional.of(time))
                  && again.get().normalised().equals(time.normalised())
                  && again.get().instant().equals(time.instant()),
              "normalised is another time: " + time.normalised());
        });
  }

  private static Optional<String> id(byte[] input) {
    return StixId.parse(new String(input, UTF_8))
        .flatMap(id -> {
          id.isRandom();
          return Target.unless(id.text().startsWith(id.type() + "--"), "its type is not its own");
        });
  }

  /// Cut into objects byte by byte or at once, it is the same; and where the whole is one strict
  /// JSON text, its objects are those of the stream.
  private static Optional<String> stream(byte[] input) throws IOException {
    var items = items(new ByteArrayInputStream(input));
    var slowly = items(new Trickle(input));
    if (!items.equals(slowly)) {
      return Optional.of("cut otherwise, it reads otherwise");
    }
    try {
      if (input.length <= MAX_OBJECT // so that none of them is too large for the stream
          && Json.parse(input) instanceof JsonObject whole
          && whole.string("type").equals(Optional.of("bundle"))
          && saysFirst(whole)
          && whole.get("objects").orElse(JsonValue.JsonNull.NULL) instanceof JsonValue.JsonArray) {
        return Target.unless(
            items.equals(elements(whole)), "the objects of the stream are not those of the whole");
      }
    } catch (MalformedJson e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /// A bundle that says so behind its objects can be taken for something else until then.
  private static boolean saysFirst(JsonObject whole) {
    var names = List.copyOf(whole.members().keySet());
    return names.indexOf("type") < names.indexOf("objects");
  }

  /// Each object's canonical form, or `broken`.
  private static List<String> items(InputStream in) throws IOException {
    var stream = new StixStream(in, MAX_OBJECT);
    var items = new ArrayList<String>();
    for (var next = stream.next(); next.isPresent(); next = stream.next()) {
      items.add(
          switch (next.get()) {
            case StixStream.Item.Whole whole -> CanonicalJson.text(whole.object().json());
            case StixStream.Item.Broken broken -> broken.inPlaceOfOne() ? "broken" : "around";
            case StixStream.Item.Foreign _ -> "foreign";
          });
    }
    return items;
  }

  private static List<String> elements(JsonObject whole) {
    var items = new ArrayList<String>();
    for (var element : whole.array("objects")) {
      try {
        items.add(CanonicalJson.text(StixObject.read(CanonicalJson.bytes(element)).json()));
      } catch (MalformedStix e) {
        items.add("broken");
      }
    }
    return items;
  }

  /// Gives one to three bytes at a time.
  private static final class Trickle extends InputStream {
    private final byte[] bytes;
    private int at;

    Trickle(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return at < bytes.length ? bytes[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (at >= bytes.length) {
        return length == 0 ? 0 : -1;
      }
      int count = Math.min(Math.min(length, 1 + at % 3), bytes.length - at);
      System.arraycopy(bytes, at, into, offset, count);
      at += count;
      return count;
    }
  }
}
