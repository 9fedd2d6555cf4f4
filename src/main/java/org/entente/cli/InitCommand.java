package org.entente.cli;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.entente.json.JsonValue;
import org.entente.node.Configuration;
import org.entente.node.FreePort;
import org.entente.node.NewNode;
import org.entente.storage.Home;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Makes a home: keys, configuration, a store with one collection for each pillar, and the card.
@Command(name = "init", description = "Make a node's home folder, with keys and a card.")
final class InitCommand implements OfflineCommand {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int MAX_PORT = 65_535;

  @Option(names = "--name", required = true, description = "the authority, such as 'CERT Example'")
  String name = "";

  @Option(names = "--country", required = true, description = "its country, two letters")
  String country = "";

  @Option(names = "--port", description = "for browsers; 0 finds a free one (${DEFAULT-VALUE})")
  int port = 7443;

  @Option(
      names = "--partner-port",
      description = "for partners' nodes; 0 finds a free one (${DEFAULT-VALUE})")
  int partnerPort = 7444;

  @Option(
      names = "--host",
      description =
          "the name under which partners reach this machine; when given, the partner port listens"
              + " to all, else to this machine alone (${DEFAULT-VALUE})")
  String host = LOOPBACK;

  @Option(names = "--http-loopback", description = "plain HTTP for browsers of this machine alone")
  boolean httpLoopback;

  @Option(names = "--officer", description = "who may approve what is held; may be repeated")
  List<String> officers = List.of();

  @Override
  public Answer run(Call call) throws Refused {
    var home = new Home(call.home());
    refuseWhatCannotBe(home);
    var configuration = configuration();
    NewNode.make(home, configuration, Instant.now());
    var json =
        JsonValue.object()
            .put("home", home.folder().toString())
            .put("identity", configuration.identity())
            .put("name", configuration.name())
            .put("country", configuration.country())
            .put("port", configuration.mainPort().port())
            .put("partnerPort", configuration.partnerPort().port())
            .put("card", home.card().toString())
            .build();
    return Answer.done(json, text(home, configuration));
  }

  private void refuseWhatCannotBe(Home home) throws Refused {
    if (home.exists()) {
      throw new Refused(
          "home-exists", "a node lives in " + home.folder() + " already", "name another --home");
    }
    if (!home.isEmpty()) {
      throw new Refused(
          "home-not-empty",
          home.folder() + " holds something else",
          "name a folder that is new or empty");
    }
    OpenHome.requireShort(home);
    if (!country.matches("[A-Za-z]{2}") || name.isBlank() || name.length() > 200) {
      throw new Refused(
          "usage", "--country takes two letters, --name 1 to 200", "for example --country IL");
    }
    if (Math.min(port, partnerPort) < 0 || Math.max(port, partnerPort) > MAX_PORT) {
      throw new Refused("usage", "a port is 0 to 65535", "give 0 to have a free one found");
    }
  }

  private Configuration configuration() {
    int main = port == 0 ? FreePort.find(Set.of(partnerPort)) : port;
    int partner = partnerPort == 0 ? FreePort.find(Set.of(main)) : partnerPort;
    var local = host.equals(LOOPBACK);
    return new Configuration(
        "identity--" + UUID.randomUUID(),
        name.strip(),
        country.toUpperCase(Locale.ROOT),
        new Configuration.MainPort(LOOPBACK, main, !httpLoopback),
        new Configuration.PartnerPort(
            local ? LOOPBACK : "0.0.0.0", partner, URI.create("https://" + host + ":" + partner)),
        officers,
        Configuration.Unreceipted.DEFAULT);
  }

  private static String text(Home home, Configuration configuration) {
    return """
    %s (%s) has a node in %s.
      settings   %s
      card       %s   (give this to a partner; compare its words by telephone)
      keys       %s   (back them up; move sign-*.json off this machine once accords are signed)
    next: ./entente --home %s serve
    """
        .formatted(
            configuration.name(),
            configuration.country(),
            home.folder(),
            home.config(),
            home.card(),
            home.keys(),
            home.folder());
  }
}
