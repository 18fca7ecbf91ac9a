package io.causality.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How this process trusts the servers that it calls. Set once, at the start, for the whole process:
 * libraries take Java's default context (NATS, HTTP), or read the system properties of the trust
 * store themselves (S3).
 */
public final class TlsClients {
  private static final String STORE_PASSWORD = "public certificates";

  private TlsClients() {}

  /**
   * From now on Java's authorities are trusted and those of the settings, the client's certificate
   * is shown to who asks, and a server's certificate must be for the name that was called: the
   * client of NATS leaves that to the context.
   *
   * @throws IOException when a file cannot be used
   */
  public static void install(TlsSettings settings) throws IOException {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      int number = 0;
      for (X509Certificate authority : platform().getAcceptedIssuers()) {
        trusted.setCertificateEntry("java-" + number++, authority);
      }
      if (settings.authorities().isPresent()) {
        for (X509Certificate authority : Pem.certificates(settings.authorities().get())) {
          trusted.setCertificateEntry("own-" + number++, authority);
        }
        publish(trusted);
      }
      KeyManager[] keys =
          settings.shown().isPresent() ? settings.shown().get().keyManagers() : new KeyManager[0];
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, new TrustManager[] {new NameCheck(managerOf(trusted))}, null);
      SSLContext.setDefault(context);
    } catch (GeneralSecurityException e) {
      throw new IOException("no trust in the configured authorities: " + e.getMessage(), e);
    }
  }

  private static X509ExtendedTrustManager platform() throws GeneralSecurityException {
    return managerOf(null);
  }

  /** Trust in a store's certificates; without one, in those of Java. */
  private static X509ExtendedTrustManager managerOf(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
  }

  /** For libraries that read the trust store by themselves. It holds nothing secret. */
  private static void publish(KeyStore trusted) throws IOException, GeneralSecurityException {
    Path file = Files.createTempFile("causality-trust", ".p12");
    file.toFile().deleteOnExit();
    try (OutputStream out = Files.newOutputStream(file)) {
      trusted.store(out, STORE_PASSWORD.toCharArray());
    }
    System.setProperty("javax.net.ssl.trustStore", file.toString());
    System.setProperty("javax.net.ssl.trustStoreType", "PKCS12");
    System.setProperty("javax.net.ssl.trustStorePassword", STORE_PASSWORD);
  }

  /** Asks of every server that its certificate names it, also where the caller forgot to. */
  private static final class NameCheck extends X509ExtendedTrustManager {
    private static final String BY_NAME = "HTTPS";

    private final X509ExtendedTrustManager trust;

    NameCheck(X509ExtendedTrustManager trust) {
      this.trust = trust;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      if (socket instanceof SSLSocket secure) {
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(BY_NAME);
        secure.setSSLParameters(parameters);
      }
      trust.checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm(BY_NAME);
      engine.setSSLParameters(parameters);
      trust.checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("a server's certificate is not checked without its name");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      trust.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      trust.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      trust.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return trust.getAcceptedIssuers();
    }
  }
}
