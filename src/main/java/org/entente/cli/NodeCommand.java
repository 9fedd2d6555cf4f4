package org.entente.cli;

import org.entente.node.Node;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;

/// A command about what a node holds. While the node serves it runs inside that process, which owns
/// the home; otherwise in the caller's, which owns the home for as long as the command takes.
interface NodeCommand {
  Answer run(Node node, Call call) throws Refused;
}
