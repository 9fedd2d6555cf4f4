package org.entente.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.entente.json.CanonicalJson;
import org.entente.json.Json;
import org.entente.json.MalformedJson;

/// Makes a hostile input of valid ones. The same random numbers make the same input, on every
/// machine: a failure is told by its seed.
final class Mutation {
  /// Beyond it an input only grows when a length itself is what is tried.
  private static final int MAX_BYTES = 1 << 20;

  private static final int MAX_STEPS = 6;

  private final Form form;
  private final RandomGenerator random;

  Mutation(Form form, RandomGenerator random) {
    this.form = form;
    this.random = random;
  }

  /// One of the specimens, changed in one to six places, now and then spliced with another.
  byte[] of(List<byte[]> specimens) {
    var input = any(specimens);
    int steps = 1 + random.nextInt(MAX_STEPS);
    for (int i = 0; i < steps && input.length < MAX_BYTES; i++) {
      input = step(input, specimens);
    }
    return input;
  }

  private byte[] any(List<byte[]> specimens) {
    return specimens.get(random.nextInt(specimens.size())).clone();
  }

  private byte[] step(byte[] input, List<byte[]> specimens) {
    if (form == Form.JSON && random.nextInt(3) > 0) {
      return inTree(input);
    }
    return switch (random.nextInt(12)) {
      case 0, 1 -> flipped(input);
      case 2 -> Arrays.copyOf(input, random.nextInt(input.length + 1));
      case 3 -> without(input);
      case 4 -> twice(input);
      case 5, 6, 7 -> inserted(input, word());
      case 8 -> spliced(input, any(specimens));
      case 9 -> inserted(input, new byte[] {(byte) random.nextInt(256)});
      case 10 -> input.length < 1 << 16 ? repeated(input) : flipped(input);
      default -> lengthened(input);
    };
  }

  /// A change of the JSON tree, whose bytes are then sometimes canonical again: what insists on
  /// canonical bytes would otherwise refuse everything at its door.
  private byte[] inTree(byte[] input) {
    try {
      var changed = new JsonMutation(this, random).of(Json.parse(input));
      return random.nextInt(3) == 0 ? CanonicalJson.bytes(Json.parse(changed)) : changed;
    } catch (MalformedJson e) {
      return flipped(input);
    }
  }

  /// One to four bytes of a binary part inside a document.
  byte[] within(byte[] bytes) {
    return random.nextBoolean() ? flipped(bytes) : Arrays.copyOf(bytes, random.nextInt(70));
  }

  private byte[] word() {
    return form.words().get(random.nextInt(form.words().size())).getBytes(UTF_8);
  }

  private byte[] flipped(byte[] input) {
    var output = input.clone();
    for (int i = random.nextInt(4); i >= 0 && output.length > 0; i--) {
      int at = random.nextInt(output.length);
      output[at] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) (output[at] ^ (1 << random.nextInt(8)));
            case 1 -> (byte) random.nextInt(256);
            case 2 -> (byte) (output[at] + 1);
            default -> (byte) 0xff;
          };
    }
    return output;
  }

  private byte[] without(byte[] input) {
    int from = random.nextInt(input.length + 1);
    int to = from + random.nextInt(Math.min(64, input.length - from) + 1);
    return joined(Arrays.copyOf(input, from), Arrays.copyOfRange(input, to, input.length));
  }

  private byte[] twice(byte[] input) {
    int from = random.nextInt(input.length + 1);
    int to = from + random.nextInt(Math.min(256, input.length - from) + 1);
    return joined(Arrays.copyOf(input, to), Arrays.copyOfRange(input, from, input.length));
  }

  private byte[] inserted(byte[] input, byte[] word) {
    int at = random.nextInt(input.length + 1);
    return joined(Arrays.copyOf(input, at), word, Arrays.copyOfRange(input, at, input.length));
  }

  private byte[] spliced(byte[] input, byte[] other) {
    return joined(
        Arrays.copyOf(input, random.nextInt(input.length + 1)),
        Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length));
  }

  /// One word a great many times, where something may count, nest or back-track.
  private byte[] repeated(byte[] input) {
    int times = List.of(3, 33, 129, 1_000, 20_000).get(random.nextInt(5));
    return inserted(input, new String(word(), UTF_8).repeat(times).getBytes(UTF_8));
  }

  /// A 32-bit or 16-bit length at the edge.
  private byte[] lengthened(byte[] input) {
    if (input.length < 4) {
      return flipped(input);
    }
    var output = input.clone();
    int at = random.nextInt(output.length - 3);
    int value =
        List.of(0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0x0000_ffff, 0x0010_0001, 0x0100_0000)
            .get(random.nextInt(8));
    for (int i = 0; i < 4; i++) {
      output[at + i] = (byte) (value >> (24 - 8 * i));
    }
    return output;
  }

  private static byte[] joined(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
