package org.entente.cli;

import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;

/// A command that needs no node: it works on files, or makes the home in the first place.
interface OfflineCommand {
  Answer run(Call call) throws Refused;
}
