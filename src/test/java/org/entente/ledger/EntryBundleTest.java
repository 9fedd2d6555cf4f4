package org.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.entente.crypto.ProofInvalid;
import org.junit.jupiter.api.Test;

class EntryBundleTest {
  private static byte[] bundle(List<byte[]> entries) {
    var bundle = new EntryBundle();
    entries.forEach(bundle::add);
    return bundle.bytes();
  }

  @Test
  void entries_stand_behind_their_length() throws Exception {
    assertThat(bundle(List.of(new byte[] {7}, new byte[0]))).isEqualTo(new byte[] {0, 1, 7, 0, 0});
    assertThat(EntryBundle.parse(new byte[] {0, 1, 7, 0, 0}, 2))
        .containsExactly(new byte[] {7}, new byte[0]);
    var longest = List.of(new byte[Leaf.MAX_BYTES]);
    assertThat(EntryBundle.parse(bundle(longest), 1)).containsExactlyElementsOf(longest);
    var longer = List.of(new byte[Leaf.MAX_BYTES + 1]);
    assertThatThrownBy(() -> bundle(longer)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_beginning_is_what_fewer_entries_would_have_given() throws Exception {
    var whole = bundle(Side.leaves(0, 200));
    for (int count : new int[] {0, 1, 199, 200}) {
      assertThat(EntryBundle.beginning(whole, count)).isEqualTo(bundle(Side.leaves(0, count)));
    }
    assertThatThrownBy(() -> EntryBundle.beginning(whole, 201)).isInstanceOf(ProofInvalid.class);
  }

  @Test
  void a_bundle_that_is_cut_or_longer_is_refused() {
    var whole = bundle(Side.leaves(0, 3));
    for (int length = 0; length < whole.length; length++) {
      var cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> EntryBundle.parse(cut, 3)).isInstanceOf(ProofInvalid.class);
      assertThatThrownBy(() -> EntryBundle.beginning(cut, 3)).isInstanceOf(ProofInvalid.class);
    }
    assertThatThrownBy(() -> EntryBundle.parse(whole, 2)).isInstanceOf(ProofInvalid.class);
  }
}
