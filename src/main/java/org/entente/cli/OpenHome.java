package org.entente.cli;

import java.nio.file.Path;
import org.entente.control.ControlSocket;
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

  /// A home may have been moved, or restored, to where its socket cannot be.
  static void requireShort(Home home) throws Refused {
    if (!ControlSocket.fits(home.folder())) {
      throw new Refused(
          "home-path-too-long",
          home.folder() + " is too long for the control socket that will lie in it",
          "name a folder with a path of less than 85 characters");
    }
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
