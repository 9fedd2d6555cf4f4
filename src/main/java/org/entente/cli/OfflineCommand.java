package org.entente.cli;

/// A command that needs no node: it works on files, or makes the home in the first place.
interface OfflineCommand {
  Answer run(Call call) throws Refused;
}
