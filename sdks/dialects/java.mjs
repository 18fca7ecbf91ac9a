// The clients for Java, from Maven Central, in one process.
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createServer } from "node:tls";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const folder = fileURLToPath(new URL("./java/", import.meta.url));
const root = fileURLToPath(new URL("../../", import.meta.url));

const WORD = "changeit"; // of a key store that lives as long as the test

/** TLS before the gateway, under a certificate of its own, since Amplitude's client for Java speaks nothing else. */
const tlsBefore = async (gateway, keytool) => {
  const folder = mkdtempSync(join(tmpdir(), "causality-tls-"));
  const store = join(folder, "store.p12");
  const options = ["-genkeypair", "-keystore", store, "-storepass", WORD, "-alias", "gateway", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost"];
  await promisify(execFile)(keytool, options);
  const { hostname, port } = new URL(gateway);
  const server = createServer({ pfx: readFileSync(store), passphrase: WORD }, (client) => {
    const behind = connect(port, hostname);
    for (const [one, other] of [[client, behind], [behind, client]]) {
      one.on("error", () => other.destroy()); // Either side may end as it likes: the client tries again.
      one.pipe(other);
    }
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  return {
    url: `https://localhost:${server.address().port}`,
    trust: [`-Djavax.net.ssl.trustStore=${store}`, `-Djavax.net.ssl.trustStorePassword=${WORD}`],
    stop: () => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** Starts it; it sends at once and lives until it is stopped. */
export const javaClients = async (gateway, key) => {
  const options = process.env.CAUSALITY_MAVEN_OPTIONS?.split(" ") ?? [];
  const maven = ["-B", "-ntp", ...options, "-f", join(folder, "pom.xml"), "dependency:copy-dependencies"];
  await promisify(execFile)(join(root, "mvnw"), maven, { cwd: root, maxBuffer: 1 << 24 });
  const tool = (name) => (process.env.CAUSALITY_JDK25 ? join(process.env.CAUSALITY_JDK25, "bin", name) : name);
  const tls = await tlsBefore(gateway, tool("keytool"));
  const jars = join(folder, "target/dependency/*");
  const child = spawn(
    tool("java"),
    ["-XX:TieredStopAtLevel=1", ...tls.trust, "-cp", jars + delimiter + folder, join(folder, "Clients.java"), gateway, key, tls.url],
    { stdio: ["pipe", "inherit", "inherit"] },
  );
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return {
    stop: async () => {
      child.stdin.end();
      await ended;
      tls.stop();
    },
  };
};
