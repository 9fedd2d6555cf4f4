package org.entente.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Random bytes, HMAC-SHA256 (RFC 2104) and comparison in constant time.
public final class Secrets {
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final ThreadLocal<Mac> HMAC =
      ThreadLocal.withInitial(() -> {
        try {
          return Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
          throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
      });

  private Secrets() {}

  public static byte[] random(int length) {
    var bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  public static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      var mac = HMAC.get();
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (var part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA256 takes any key", e);
    }
  }

  public static boolean same(byte[] one, byte[] other) {
    return MessageDigest.isEqual(one, other);
  }
}
