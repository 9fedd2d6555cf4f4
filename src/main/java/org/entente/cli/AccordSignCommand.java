package org.entente.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.entente.crypto.Jws.KeyInUse;
import org.entente.document.AccordReader;
import org.entente.document.AccordRejected;
import org.entente.document.Accords;
import org.entente.document.SignedAccord;
import org.entente.document.SignedSuccession;
import org.entente.draft.AccordFiles;
import org.entente.draft.SuccessionFiles;
import org.entente.json.JsonValue;
import org.entente.peers.NodeKeys;
import org.entente.storage.DurableFile;
import org.entente.storage.Home;
import org.entente.terminal.Answer;
import org.entente.terminal.Call;
import org.entente.terminal.Refused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// One party's signatures on an accord, by its two signing keys. A draft becomes a signed document;
/// a document that the other party signed gets this party's signatures as well.
///
/// The keys are files, and the command needs no node: signatories can keep them on a machine that
/// has no network, and carry the document to and fro.
@Command(name = "sign", description = "Sign an accord with this party's two signing keys.")
final class AccordSignCommand implements OfflineCommand {
  @Parameters(paramLabel = "FILE", description = "a draft, or what another party signed")
  String file = "";

  @Option(
      names = "--keys",
      paramLabel = "DIR",
      description = "the folder with sign-*.json (else the home's keys folder)")
  @Nullable String keys;

  @Option(names = "--out", paramLabel = "FILE", description = "the signed document (FILE.signed)")
  @Nullable String out;

  @Override
  public Answer run(Call call) throws Refused {
    var path = call.path(file);
    var bytes = AccordFiles.read(path);
    var folder = keys == null ? new Home(call.home()).keys() : call.path(keys);
    var signing = signingKeys(folder);
    boolean wasSigned = AccordFiles.isSigned(bytes);
    if (SuccessionFiles.isOne(bytes)) {
      return statement(SuccessionFiles.read(path, bytes), signing, target(call, path, wasSigned));
    }
    SignedAccord signed;
    try {
      signed =
          wasSigned
              ? AccordFiles.signed(path, bytes).and(signing)
              : SignedAccord.sign(AccordReader.read(bytes), signing);
      Accords.requireYetToBegin(signed.accord().accord(), Instant.now());
    } catch (AccordRejected e) {
      throw e.problems().isEmpty()
          ? new Refused("accord", String.valueOf(e.getMessage()), "./entente accord check " + file)
          : AccordFiles.refused(path, e.problems());
    }
    var to = target(call, path, wasSigned);
    DurableFile.write(to, signed.bytes());
    return answer(to, signed);
  }

  /// Whose keys these are the accord says, which need not be here: the nodes compare them.
  private static Answer statement(SuccessionFiles.Held held, List<KeyInUse> keys, Path to) {
    var signed =
        held.signed().isPresent()
            ? held.signed().get().and(keys)
            : SignedSuccession.sign(held.succession(), keys);
    DurableFile.write(to, signed.bytes());
    var json = JsonValue.object().put("file", to.toString()).put("signedBy", signed.kids()).build();
    return Answer.done(
        json,
        "%s is signed\nnext: the other party signs it too, then ./entente accord install %s, on both nodes\n"
            .formatted(to, to));
  }

  private static List<KeyInUse> signingKeys(Path folder) throws Refused {
    var found = NodeKeys.signing(folder);
    if (found.isEmpty()) {
      throw new Refused(
          "no-signing-keys",
          "no signing keys in " + folder,
          "name the folder with sign-Ed25519.json and sign-ML-DSA-65.json: --keys DIR");
    }
    return found;
  }

  private Path target(Call call, Path path, boolean wasSigned) {
    if (out != null) {
      return call.path(out);
    }
    return wasSigned ? path : path.resolveSibling(path.getFileName() + ".signed");
  }

  private static Answer answer(Path to, SignedAccord signed) {
    var missing = signed.missing(Instant.now());
    var json =
        JsonValue.object()
            .put("file", to.toString())
            .put("digest", signed.digest().hex())
            .put("signedBy", List.copyOf(signed.signedBy(Instant.now())))
            .put("missing", missing)
            .build();
    var next =
        missing.isEmpty()
            ? "next: ./entente accord install %s, on both nodes\n".formatted(to)
            : "still to sign: %s\nnext: the other party runs ./entente accord sign on this file\n"
                .formatted(String.join(", ", missing));
    return Answer.done(json, "%s is signed\n%s".formatted(to, next));
  }
}
