package org.entente.draft;

import java.nio.file.Path;
import org.entente.document.PartyCard;
import org.entente.peers.MalformedCard;
import org.entente.peers.NodeCard;
import org.entente.receipt.TrustedKeys;
import org.entente.terminal.InputFile;
import org.entente.terminal.Refused;

/// Node cards handed in as files.
public final class Cards {
  /// Past any card, so that a file of another kind is called by its fault and not by its size.
  private static final int MAX_READ = 16 << 20;

  private Cards() {}

  public static NodeCard read(Path file) throws Refused {
    try {
      return NodeCard.read(InputFile.read(file, MAX_READ));
    } catch (MalformedCard e) {
      throw new Refused(
          "card",
          file + " is no node card: " + e.getMessage(),
          "ask the partner for the file that ./entente card --out FILE writes");
    }
  }

  /// What an accord takes over from a card.
  public static PartyCard party(NodeCard card) {
    var keys =
        card.keys().stream()
            .map(key -> new PartyCard.Key(key.kid(), key.use(), key.key()))
            .toList();
    return new PartyCard(card.identity(), card.country(), card.name(), card.node(), keys);
  }

  /// The keys of a card, for whoever verifies offline.
  public static TrustedKeys trusted(NodeCard card) {
    var keys =
        card.keys().stream()
            .map(key -> new TrustedKeys.Key(key.kid(), key.use(), key.key()))
            .toList();
    return new TrustedKeys(card.identity(), keys);
  }
}
