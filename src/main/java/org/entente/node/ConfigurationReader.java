package org.entente.node;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.entente.json.JsonPointer;
import org.entente.json.JsonValue.JsonArray;
import org.entente.json.JsonValue.JsonObject;
import org.entente.json.MalformedYaml;
import org.entente.json.Yaml;

/// Reads `config.yaml`. Whatever is missing, unknown or out of bounds is collected with its line,
/// and all of it is reported at once.
final class ConfigurationReader {
  private static final String UUID_FORM =
      "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");
  private static final int MAX_PORT = 65_535;

  private final Path file;
  private final String text;
  private final List<String> problems = new ArrayList<>();

  ConfigurationReader(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  Configuration read() throws InvalidConfiguration {
    try {
      var yaml = Yaml.parse(text);
      var configuration = configuration(new Section(yaml, JsonPointer.ROOT));
      if (problems.isEmpty()) {
        return configuration;
      }
    } catch (MalformedYaml e) {
      problems.add("line " + e.line() + ": " + e.problem());
    }
    throw new InvalidConfiguration(file, problems);
  }

  private Configuration configuration(Section root) {
    root.number("entente", 1, 1);
    var configuration =
        new Configuration(
            root.text("identity", "identity--UUID", t -> t.matches("identity--" + UUID_FORM)),
            root.text("name", "1 to 200 characters", t -> !t.isBlank() && t.length() <= 200),
            root.text("country", "two capital letters (ISO 3166-1)", t -> t.matches("[A-Z]{2}")),
            mainPort(root.section("main-port")),
            partnerPort(root.section("partner-port")),
            root.texts("officers"),
            unreceipted(root.section("unreceipted")),
            quarantine(root.section("quarantine")));
    root.refuseOthers();
    return configuration;
  }

  private Configuration.MainPort mainPort(Section section) {
    var port =
        new Configuration.MainPort(
            section.text("address", "an address of this machine", t -> !t.isBlank()),
            section.number("port", 1, MAX_PORT),
            section.truth("https"));
    if (!port.https() && !LOOPBACK.contains(port.address())) {
      section.problem("https", "without https the address must be 127.0.0.1");
    }
    section.refuseOthers();
    return port;
  }

  private Configuration.PartnerPort partnerPort(Section section) {
    var port =
        new Configuration.PartnerPort(
            section.text("address", "an address of this machine", t -> !t.isBlank()),
            section.number("port", 1, MAX_PORT),
            section.parsed(
                "url", "https://HOST:PORT", ConfigurationReader::partnerUrl, URI.create("")));
    section.refuseOthers();
    return port;
  }

  private Configuration.Unreceipted unreceipted(Section section) {
    var unreceipted =
        new Configuration.Unreceipted(
            section.number("entries", 1, 1_000_000),
            section.parsed("age", "a duration such as PT15M", Duration::parse, Duration.ZERO));
    section.refuseOthers();
    return unreceipted;
  }

  /// Files of earlier programs have not got it.
  private Configuration.Kept quarantine(Section section) {
    if (!section.isThere()) {
      return Configuration.Kept.DEFAULT;
    }
    var kept =
        new Configuration.Kept(
            section.number("entries", 1, 1_000_000), section.number("mebibytes", 1, 1_000_000));
    section.refuseOthers();
    return kept;
  }

  private static URI partnerUrl(String text) {
    var url = URI.create(text);
    if (!"https".equals(url.getScheme()) || url.getHost() == null || !url.getRawPath().isEmpty()) {
      throw new IllegalArgumentException(text);
    }
    return url;
  }

  /// One mapping of the file, and which of its members have been asked for.
  private final class Section {
    private final Yaml yaml;
    private final JsonPointer at;
    private final JsonObject json;
    private final Set<String> known = new HashSet<>();

    Section(Yaml yaml, JsonPointer at) {
      this.yaml = yaml;
      this.at = at;
      this.json =
          at.resolve(yaml.value()).orElse(JsonObject.EMPTY) instanceof JsonObject object
              ? object
              : JsonObject.EMPTY;
    }

    boolean isThere() {
      return at.resolve(yaml.value()).isPresent();
    }

    Section section(String name) {
      known.add(name);
      return new Section(yaml, at.child(name));
    }

    String text(String name, String expected, Predicate<String> good) {
      known.add(name);
      var text = json.string(name).orElse("");
      if (!good.test(text)) {
        problem(name, "expected " + expected);
      }
      return text;
    }

    <T> T parsed(String name, String expected, Function<String, T> parse, T fallback) {
      known.add(name);
      try {
        return parse.apply(json.string(name).orElse(""));
      } catch (RuntimeException e) {
        problem(name, "expected " + expected);
        return fallback;
      }
    }

    int number(String name, int least, int most) {
      known.add(name);
      long number = json.integer(name).orElse(-1L);
      if (number < least || number > most) {
        problem(name, "expected " + (least == most ? least : least + " to " + most));
        return least;
      }
      return (int) number;
    }

    boolean truth(String name) {
      known.add(name);
      if (json.bool(name).isEmpty()) {
        problem(name, "expected true or false");
      }
      return json.bool(name).orElse(true);
    }

    List<String> texts(String name) {
      known.add(name);
      var texts = json.strings(name);
      boolean list = json.get(name).filter(JsonArray.class::isInstance).isPresent();
      if (!list || texts.size() != json.array(name).size()) {
        problem(name, "expected a list of names, such as [ \"A. Levy\", \"B. Roux\" ]");
      }
      return texts;
    }

    void refuseOthers() {
      for (var name : json.members().keySet()) {
        if (!known.contains(name)) {
          problem(name, "unknown setting");
        }
      }
    }

    void problem(String name, String message) {
      var pointer = at.child(name);
      problems.add(
          "line %d: %s: %s"
              .formatted(yaml.place(pointer).line(), pointer.toString().substring(1), message));
    }
  }
}
