package org.entente.ledger;

import java.util.List;
import org.entente.crypto.ProofInvalid;
import org.entente.tlog.NoteKeys;
import org.entente.tlog.SignedCheckpoint;

/// The keys of the author of a log that is held here. They come and go with the accord: what is
/// shown now must be signed with those in date now, and what was accepted before stays signed by
/// those that were.
public interface AuthorKeys {
  /// Those in date at this moment.
  NoteKeys now() throws ProofInvalid;

  /// All that ever were.
  List<NoteKeys> ever();

  /// Keys that never change.
  static AuthorKeys of(NoteKeys keys) {
    return new AuthorKeys() {
      @Override
      public NoteKeys now() {
        return keys;
      }

      @Override
      public List<NoteKeys> ever() {
        return List.of(keys);
      }
    };
  }

  /// That both of some pair that ever was signed it.
  default void verifyEver(SignedCheckpoint note) throws ProofInvalid {
    ProofInvalid last = new ProofInvalid("the author of this log never had a key");
    for (var keys : ever()) {
      try {
        keys.verify(note);
        return;
      } catch (ProofInvalid e) {
        last = e;
      }
    }
    throw last;
  }
}
