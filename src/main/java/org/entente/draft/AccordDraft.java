package org.entente.draft;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.entente.document.AccordReader;
import org.entente.document.AccordRejected;
import org.entente.document.Draft;
import org.entente.document.PartyCard;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;

/// A draft as a text that people edit: the template's own, with its comments and the way it is laid
/// out, in which only the id, the parties and the term are replaced by those of a composed [Draft].
public final class AccordDraft {
  private final List<String> lines;

  private AccordDraft(String template) {
    this.lines = new ArrayList<>(template.lines().toList());
  }

  /// The draft's keys and term begin today.
  public static String of(String template, List<PartyCard> cards, LocalDate today)
      throws AccordRejected {
    var read = AccordReader.read(template.getBytes(StandardCharsets.UTF_8));
    var composed = new Draft(read).compose(cards, "accord--" + UUID.randomUUID(), today, today);
    var draft = new AccordDraft(template);
    draft.replace(composed.accord().document());
    return String.join("\n", draft.lines) + "\n";
  }

  private void replace(JsonObject document) {
    for (var name : List.of("id", "revision", "duration")) {
      replace(name, List.of(name + ": " + YamlText.inline(document.get(name).orElseThrow())));
    }
    var parties = new ArrayList<>(List.of("parties:"));
    for (JsonValue party : document.array("parties")) {
      parties.addAll(YamlText.item((JsonObject) party, "  "));
    }
    replace("parties", parties);
    replace("supersedes", List.of());
  }

  /// Replaces a member at the top of the document, its line and the indented ones below.
  private void replace(String member, List<String> replacement) {
    for (int start = 0; start < lines.size(); start++) {
      if (lines.get(start).startsWith(member + ":")) {
        int end = start + 1;
        while (end < lines.size() && lines.get(end).startsWith(" ")) {
          end++;
        }
        var part = lines.subList(start, end);
        part.clear();
        part.addAll(replacement);
        return;
      }
    }
  }
}
