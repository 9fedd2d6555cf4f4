package org.entente.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.entente.json.JsonValue;
import org.entente.node.Node;
import org.entente.storage.DurableFile;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// This node's card, to be handed to a partner, and the 12 words that people compare.
@Command(
    name = "card",
    description = "Show this node's card and its 12 words, or write the card to a file.")
final class CardCommand implements NodeCommand {
  @Option(names = "--out", paramLabel = "FILE", description = "where to write the card")
  @Nullable String out;

  @Override
  public Answer run(Node node, Call call) {
    var card = node.card();
    var words = card.fingerprint().toString();
    var json =
        JsonValue.object()
            .put("identity", card.identity())
            .put("country", card.country())
            .put("name", card.name())
            .put("node", card.node().toString())
            .put("fingerprint", words);
    if (out == null) {
      json.put("card", new String(card.bytes(), StandardCharsets.UTF_8));
      return Answer.done(
          json.build(), new String(card.bytes(), StandardCharsets.UTF_8) + "\n\n" + spoken(words));
    }
    Path file = call.path(out);
    DurableFile.write(file, card.bytes());
    return Answer.done(json.put("file", file.toString()).build(), file + "\n" + spoken(words));
  }

  /// Six and six: each side reads one half, so that neither can merely agree.
  private static String spoken(String words) {
    var list = words.split(" ");
    return """
    words  %s
           %s
    Send the card by any way. Then telephone, on a number you had before: you read the first
    six words of your card, they read the other six; then the same with theirs.
    """
        .formatted(
            String.join(" ", Arrays.copyOfRange(list, 0, 6)),
            String.join(" ", Arrays.copyOfRange(list, 6, 12)));
  }
}
