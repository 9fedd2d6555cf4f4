package org.entente.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.accord.KeyUse;
import org.entente.crypto.Algorithm;
import org.entente.crypto.Jws.KeyInUse;
import org.entente.crypto.SigningKey;
import org.entente.document.AccordReader;
import org.entente.document.AccordSample;
import org.entente.document.Draft;
import org.entente.document.SignedAccord;
import org.entente.draft.Cards;
import org.entente.feed.PageEntry;
import org.entente.feed.PageWriter;
import org.entente.json.CanonicalJson;
import org.entente.ledger.EntryKind;
import org.entente.ledger.Leaf;
import org.entente.ledger.Ledger;
import org.entente.ledger.Opening;
import org.entente.peers.NodeCard;
import org.entente.peers.NodeKeys;
import org.entente.receipt.ProofBundle;
import org.entente.receipt.Receipt;
import org.entente.receipt.SignedReceipt;
import org.entente.receipt.Verdict;
import org.entente.storage.Database;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.NoteSigners;

/// Writes the signed specimens anew, into the folder named: to be run when a format has changed and
/// `FuzzTest` says that a specimen is refused. The keys are forgotten at once, but for those that
/// are specimens themselves.
final class SpecimenFiles {
  private static final Instant NOW = Instant.parse("2026-12-02T08:00:00Z");
  private static final int INDEX = 3;

  private final Path folder;
  private final NodeKeys fromKeys = NodeKeys.generate(NOW);
  private final NodeKeys toKeys = NodeKeys.generate(NOW);
  private final NodeCard from =
      card("identity--0a000000-0000-4000-8000-000000000001", "XA", fromKeys);
  private final NodeCard to = card("identity--0a000000-0000-4000-8000-000000000002", "XB", toKeys);
  private final LogOrigin origin =
      LogOrigin.of("node.xa.example", AccordSample.ID, from.identity(), to.identity(), 1);

  private SpecimenFiles(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    new SpecimenFiles(Path.of(args[0])).write();
  }

  private static NodeCard card(String identity, String country, NodeKeys keys) {
    return new NodeCard(
        identity,
        country,
        "CERT of " + country,
        URI.create("https://node." + country.toLowerCase(java.util.Locale.ROOT) + ".example:8443"),
        keys.tls().pin(),
        keys.publicKeys(),
        List.of(NodeCard.VERSION));
  }

  private void write() throws Exception {
    file("card-xa.json", from.bytes());
    file("card-xb.json", to.bytes());
    privateKeys(NodeKeys.generate(NOW));
    var accord = accord();
    file("signed-accord.json", accord.bytes());
    var scratch = Files.createTempDirectory("specimens");
    try (var database = Database.open(scratch.resolve("x.db"));
        var ledger = new Ledger(database, scratch.resolve("logs"), InstantSource.fixed(NOW))) {
      logged(database, ledger, accord);
    }
  }

  /// Of nobody, and of nothing else that is written here.
  private void privateKeys(NodeKeys keys) throws Exception {
    file("key-ed25519.json", CanonicalJson.bytes(key(keys, KeyUse.LOG, 0).toJson()));
    file("key-ml-dsa-44.json", CanonicalJson.bytes(key(keys, KeyUse.LOG, 1).toJson()));
    file("key-tls.json", CanonicalJson.bytes(keys.tls().toJson()));
  }

  private SignedAccord accord() throws Exception {
    var template = AccordReader.read(AccordSample.YAML.getBytes(UTF_8));
    var draft =
        new Draft(template)
            .compose(
                List.of(Cards.party(from), Cards.party(to)),
                AccordSample.ID,
                LocalDate.parse("2026-11-20"),
                LocalDate.parse("2026-12-01"));
    return SignedAccord.sign(draft, fromKeys.of(KeyUse.SIGN)).and(toKeys.of(KeyUse.SIGN));
  }

  private void logged(Database database, Ledger ledger, SignedAccord accord) throws Exception {
    var author =
        NoteSigners.ofLog(origin, key(fromKeys, KeyUse.LOG, 0), key(fromKeys, KeyUse.LOG, 1));
    var holder =
        NoteSigners.ofHolder(
            to.identity(), key(toKeys, KeyUse.HOLD, 0), key(toKeys, KeyUse.HOLD, 1));
    var own = ledger.own(origin, author);
    var held = ledger.held(origin, author.keys(), holder);
    var entries = new ArrayList<PageEntry>();
    for (int i = 0; i < 5; i++) {
      var header = Opening.of(("{\"header\":" + i + "}").getBytes(UTF_8));
      var payload = Opening.of(("{\"payload\":" + i + "}").getBytes(UTF_8));
      var leaf = Leaf.of(EntryKind.RELEASE, NOW, accord.digest(), 0, header, payload).bytes();
      entries.add(
          new PageEntry(i, leaf, Optional.of(header), Optional.of(payload), Optional.empty()));
    }
    var leaves = entries.stream().map(PageEntry::leaf).toList();
    database.write(tx -> own.append(tx, leaves));
    var note = own.publish();
    var page = held.verify(note, 0, leaves, List.of());
    database.write(tx -> held.append(tx, page));
    var cosigned = held.cosign();
    var verdict = new Verdict(INDEX, Verdict.Outcome.QUARANTINED, "clause 2.9 forbids it");
    var receipt =
        new Receipt(AccordSample.ID, origin, 0, 5, cosigned.checkpoint().root(), List.of(verdict));
    var signed = SignedReceipt.sign(receipt, 9, cosigned, toKeys.of(KeyUse.NODE));
    file("leaf.bin", leaves.getFirst());
    file("checkpoint.txt", cosigned.bytes());
    file("proof.txt", own.proof(INDEX).bytes());
    file("vkey.txt", author.keys().classical().vkey().getBytes(UTF_8));
    file("entries.bin", bundled(leaves.subList(0, 3)));
    file("receipt.json", receipt.bytes());
    file("signed-receipt.json", signed.bytes());
    file("page.bin", page(note.bytes(), entries));
    var openings = entries.get(INDEX);
    file(
        "bundle.json",
        new ProofBundle(
                org.entente.crypto.Jws.parse(accord.bytes()),
                leaves.get(INDEX),
                openings.header(),
                openings.payload(),
                own.proof(INDEX),
                Optional.of(new ProofBundle.Held(own.proof(INDEX, cosigned), signed)))
            .bytes());
  }

  private static SigningKey key(NodeKeys keys, KeyUse use, int index) {
    KeyInUse key = keys.of(use).get(index);
    if (index == 0 && key.key().publicKey().algorithm() != Algorithm.ED25519) {
      throw new IllegalStateException("the classical key comes first");
    }
    return key.key();
  }

  private static byte[] bundled(List<byte[]> leaves) {
    var out = new ByteArrayOutputStream();
    for (var leaf : leaves) {
      out.write(leaf.length >> 8);
      out.write(leaf.length);
      out.writeBytes(leaf);
    }
    return out.toByteArray();
  }

  private static byte[] page(byte[] note, List<PageEntry> entries) throws Exception {
    var out = new ByteArrayOutputStream();
    var writer = new PageWriter(out, note);
    for (var entry : entries) {
      writer.entry(entry);
    }
    writer.end(List.of());
    return out.toByteArray();
  }

  private void file(String name, byte[] bytes) throws Exception {
    Files.write(folder.resolve(name), bytes);
  }
}
