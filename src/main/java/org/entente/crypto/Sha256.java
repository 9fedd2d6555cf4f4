package org.entente.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A SHA-256 digest: 32 bytes, compared by content.
public final class Sha256 implements Comparable<Sha256> {
  public static final int LENGTH = 32;

  private final byte[] bytes;

  private Sha256(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Sha256 of(byte[]... parts) {
    var digest = digest();
    for (var part : parts) {
      digest.update(part);
    }
    return new Sha256(digest.digest());
  }

  public static Sha256 ofBytes(byte[] digest) {
    if (digest.length != LENGTH) {
      throw new IllegalArgumentException(
          "a SHA-256 digest has 32 bytes, this one " + digest.length);
    }
    return new Sha256(digest.clone());
  }

  public static Sha256 ofHex(String hex) {
    return ofBytes(HexFormat.of().parseHex(hex));
  }

  public static Sha256 ofBase64(String base64) {
    return ofBytes(Base64.getDecoder().decode(base64));
  }

  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public int compareTo(Sha256 other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sha256 that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
