package org.entente.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.entente.crypto.ProofInvalid;

/// A checkpoint with signature lines: a signed note (signed-note, tlog-checkpoint), as it is served,
/// stored and carried:
///
///     node.cert.example/entente/accord--6f1c…/identity--a1…-identity--b2…/1
///     5120
///     CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
///
///     — node.cert.example/entente/… Az3grlgtzPIC…      the log, Ed25519
///     — node.cert.example/entente/… 9bQ0AAAAAGkR…      the log, ML-DSA-44
///     — identity--b2…/hold jWbPPwAAAABkGFDL…           the holder, one line for each algorithm
///
/// Lines of unknown keys are kept and ignored. Nothing in it may be believed before [#verify].
public record SignedCheckpoint(Checkpoint checkpoint, List<NoteSignature> signatures) {
  /// Sixteen must be accepted (signed-note); ML-DSA lines have some 3.3 kB.
  private static final int MAX_SIGNATURES = 16;

  public static final int MAX_BYTES = 64 * 1024;

  public SignedCheckpoint {
    signatures = List.copyOf(signatures);
  }

  public static SignedCheckpoint parse(byte[] bytes) throws ProofInvalid {
    if (bytes.length > MAX_BYTES) {
      throw new ProofInvalid("note: longer than " + MAX_BYTES + " bytes");
    }
    var note = new String(bytes, UTF_8);
    int end = note.lastIndexOf("\n\n");
    if (end < 0 || !note.endsWith("\n") || note.endsWith("\n\n")) {
      throw new ProofInvalid("note: expected a text, an empty line and signature lines");
    }
    var lines = note.substring(end + 2, note.length() - 1).split("\n", -1);
    if (lines.length > MAX_SIGNATURES) {
      throw new ProofInvalid("note: more than %d signatures".formatted(MAX_SIGNATURES));
    }
    var signatures = new ArrayList<NoteSignature>();
    for (var line : lines) {
      signatures.add(NoteSignature.parse(line));
    }
    var read = new SignedCheckpoint(Checkpoint.parse(note.substring(0, end + 1)), signatures);
    if (!Arrays.equals(read.bytes(), bytes)) {
      throw new ProofInvalid("note: not in its one form: UTF-8, padded base64 without spare bits");
    }
    return read;
  }

  public byte[] bytes() {
    return toString().getBytes(UTF_8);
  }

  /// That this key signed. A signature line of it that does not hold spoils the note, whatever
  /// other lines there are.
  public void verify(NoteKey key) throws ProofInvalid {
    boolean signed = false;
    for (var signature : signatures) {
      if (signature.by(key)) {
        if (!signature.holds(key, checkpoint)) {
          throw new ProofInvalid(
              "checkpoint of %s at size %d: the %s signature of %s does not hold"
                  .formatted(
                      checkpoint.origin(),
                      checkpoint.size(),
                      key.key().algorithm().joseName(),
                      key.name()));
        }
        signed = true;
      }
    }
    if (!signed) {
      throw new ProofInvalid(
          "checkpoint of %s at size %d: no %s signature of %s"
              .formatted(
                  checkpoint.origin(),
                  checkpoint.size(),
                  key.key().algorithm().joseName(),
                  key.name()));
    }
  }

  /// The same checkpoint with these lines too; a line of the same key is replaced.
  SignedCheckpoint with(List<NoteSignature> added) {
    var all = new ArrayList<>(signatures);
    for (var signature : added) {
      all.removeIf(old -> old.name().equals(signature.name()) && old.keyId() == signature.keyId());
      all.add(signature);
    }
    return new SignedCheckpoint(checkpoint, all);
  }

  /// The note as text.
  @Override
  public String toString() {
    var note = new StringBuilder(checkpoint.text()).append('\n');
    signatures.forEach(signature -> note.append(signature.line()));
    return note.toString();
  }
}
