package io.causality.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate with its chain, and its private key, as PEM files. Immutable; the files may be
 * replaced while they are in use.
 */
public record KeyFiles(Path certificate, Path key) {
  private static final char[] IN_MEMORY = "in memory".toCharArray();

  /**
   * Reads both.
   *
   * @throws IOException that says what is wrong with them
   */
  void check() throws IOException {
    keyManagers();
  }

  /** Keys for a TLS context, as the files are now. */
  KeyManager[] keyManagers() throws IOException {
    List<X509Certificate> chain = Pem.certificates(certificate);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      PrivateKey own = Pem.key(key);
      requirePair(own, chain.get(0).getPublicKey());
      store.setKeyEntry("own", own, IN_MEMORY, chain.toArray(X509Certificate[]::new));
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, IN_MEMORY);
      return managers.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new IOException("key and certificate do not go together: " + e.getMessage(), e);
    }
  }

  private static void requirePair(PrivateKey own, PublicKey shown) throws GeneralSecurityException {
    String algorithm =
        switch (own.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> own.getAlgorithm();
        };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(own);
    byte[] signed = signature.sign();
    signature.initVerify(shown);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("the key is another certificate's");
    }
  }

  /**
   * A context for a listener that shows the certificate as the files have it now.
   *
   * @throws IOException that says what is wrong with them
   */
  public SSLContext serverContext() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("no TLS with " + certificate + ": " + e.getMessage(), e);
    }
  }

  /** Changes when one of the files was replaced. */
  String version() throws IOException {
    return Files.getLastModifiedTime(certificate) + " " + Files.getLastModifiedTime(key);
  }
}
