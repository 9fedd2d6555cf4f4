package org.entente.cli;

import java.nio.file.Path;
import org.entente.node.Configuration;
import org.entente.node.InvalidConfiguration;
import org.entente.node.Node;
import org.entente.storage.Home;
import org.entente.terminal.Refused;

/// Opens a home that no process serves, for as long as one command takes.
final class OpenHome {
  private OpenHome() {}

  static Node at(Path folder) throws Refused {
    var home = existing(folder);
    try {
      return Node.open(home)
          .orElseThrow(() ->
              new Refused(
                  "home-busy",
                  "another process owns " + folder,
                  "./entente status tells whether a node serves there; else wait until that command ends"));
    } catch (InvalidConfiguration e) {
      throw refused(e);
    }
  }

  static Home existing(Path folder) throws Refused {
    var home = new Home(folder);
    if (!home.exists()) {
      throw new Refused(
          "no-home",
          "no node lives in " + folder,
          "./entente init --home " + folder + " --name NAME --country CC, or name another --home");
    }
    return home;
  }

  static Configuration configuration(Home home) throws Refused {
    try {
      return Configuration.read(home.config());
    } catch (InvalidConfiguration e) {
      throw refused(e);
    }
  }

  private static Refused refused(InvalidConfiguration e) {
    return new Refused(
        "configuration", String.valueOf(e.getMessage()), "mend those lines and try again");
  }
}
