package org.entente.cli;

import java.util.Optional;
import org.entente.node.Node;
import org.entente.storage.Home;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;

/// A command about what a node holds. While the node serves it runs inside that process, which owns
/// the home; otherwise in the caller's, which owns the home for as long as the command takes.
interface NodeCommand {
  Answer run(Node node, Call call) throws Refused;

  /// The answer of a command that only looks, from a home that nobody serves: without owning it,
  /// and without a node, which takes longer to open than such a command should take. Empty for all
  /// others.
  default Optional<Answer> look(Home home, Call call) throws Refused {
    return Optional.empty();
  }
}
