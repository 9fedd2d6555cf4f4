package org.entente.register;

import java.util.Optional;
import org.entente.crypto.Jws;
import org.entente.crypto.ProofInvalid;
import org.entente.decisions.OutgoingTable;
import org.entente.feed.Pair;
import org.entente.feed.ReceiptTable;
import org.entente.ledger.Leaf;
import org.entente.receipt.ProofBundle;
import org.entente.receipt.SignedReceipt;

/// Puts together what proves one entry of ours to an outsider: the signed accord, leaf, header and
/// payload with their salts, the inclusion proof, and once the partner has answered its receipt.
public final class Proving {
  private final Pair pair;

  public Proving(Pair pair) {
    this.pair = pair;
  }

  public Optional<ProofBundle> bundle(long entry) {
    long size = pair.own().published().map(note -> note.checkpoint().size()).orElse(0L);
    if (entry < 0 || entry >= size) {
      return Optional.empty();
    }
    try {
      var leaf = pair.own().leaves(entry, 1).getFirst();
      var accord = pair.parts().agreements().document(Leaf.parse(leaf).accord()).orElseThrow();
      var database = pair.parts().database();
      var row =
          database
              .read(connection -> OutgoingTable.rows(connection, pair.no(), entry, entry + 1))
              .getFirst();
      var receipt =
          database.read(connection -> ReceiptTable.covering(connection, pair.no(), entry));
      return Optional.of(
          new ProofBundle(
              Jws.parse(accord),
              leaf,
              row.header(),
              row.payload(),
              pair.own().proof(entry),
              receipt.isPresent() ? Optional.of(held(entry, receipt.get())) : Optional.empty()));
    } catch (ProofInvalid e) {
      throw new IllegalStateException("what was verified before no longer reads", e);
    }
  }

  private ProofBundle.Held held(long entry, byte[] receipt) throws ProofInvalid {
    var signed = SignedReceipt.parse(receipt);
    return new ProofBundle.Held(pair.own().proof(entry, signed.checkpoint()), signed);
  }
}
