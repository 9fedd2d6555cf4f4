package org.entente.exchange;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongFunction;
import org.entente.crypto.ProofInvalid;
import org.entente.crypto.Sha256;
import org.entente.peers.PartnerClient;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TilePath;

/// How far a log is the same here and at the partner. No two leaves are alike, so where two copies
/// have parted they never meet again, and a few of the partner's tiles tell the place. What the
/// partner says is only proposed upon: whoever seals compares roots.
final class CommonBeginning {
  private static final int OK = 200;
  private static final int NOTHING = 204;
  private static final int HASH = 32;

  private final PartnerClient client;
  private final String path;

  /// @param path of the partner's copy, such as `accords/{id}/in/`
  CommonBeginning(PartnerClient client, String path) {
    this.client = client;
    this.path = path;
  }

  /// Its size.
  ///
  /// @param ours how many leaves are here
  /// @param hashes of ours, by number
  long with(long ours, LongFunction<Sha256> hashes)
      throws IOException, InterruptedException, ProofInvalid {
    long theirs = size();
    long same = 0;
    long most = Math.min(ours, theirs);
    while (same < most) {
      long middle = same + (most - same) / 2;
      if (hash(theirs, middle).equals(hashes.apply(middle))) {
        same = middle + 1;
      } else {
        most = middle;
      }
    }
    return same;
  }

  private long size() throws IOException, InterruptedException, ProofInvalid {
    var answer = client.get(path + "checkpoint");
    return switch (answer.status()) {
      case NOTHING -> 0;
      case OK -> SignedCheckpoint.parse(answer.body()).checkpoint().size();
      default -> throw new IOException(path + "checkpoint answers " + answer.status());
    };
  }

  private Sha256 hash(long size, long number) throws IOException, InterruptedException {
    long index = number / TilePath.FULL;
    int width = (int) Math.min(TilePath.FULL, size - index * TilePath.FULL);
    var tile = path + new TilePath(0, index, width);
    var answer = client.get(tile);
    if (answer.status() != OK || answer.body().length != width * HASH) {
      throw new IOException(tile + " answers " + answer.status());
    }
    int at = (int) (number % TilePath.FULL) * HASH;
    return Sha256.ofBytes(Arrays.copyOfRange(answer.body(), at, at + HASH));
  }
}
