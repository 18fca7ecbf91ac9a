package io.causality.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM files. What is wrong with one is an {@link IOException} that says so, for people. */
final class Pem {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

  private Pem() {}

  /** All certificates of a file, in order; at least one. */
  static List<X509Certificate> certificates(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (found.isEmpty()) {
        throw new IOException("no certificate in " + file);
      }
      return found;
    } catch (GeneralSecurityException e) {
      throw new IOException("no PEM certificates in " + file, e);
    }
  }

  /** The private key of a file. */
  static PrivateKey key(Path file) throws IOException {
    Matcher block = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!block.find()) {
      throw new IOException(
          "no unencrypted PKCS#8 key (BEGIN PRIVATE KEY) in "
              + file
              + "; openssl pkcs8 -topk8 -nocrypt makes one");
    }
    PKCS8EncodedKeySpec spec;
    try {
      spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(1)));
    } catch (IllegalArgumentException e) {
      throw new IOException("the key in " + file + " is no Base64", e);
    }
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        // It is a key of another kind; the next one is tried.
      } catch (GeneralSecurityException e) {
        throw new IOException("this Java knows no " + algorithm, e);
      }
    }
    throw new IOException("the key in " + file + " is none of " + ALGORITHMS);
  }
}
