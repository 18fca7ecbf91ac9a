// The clients for Java, from Maven Central, in one process.
import { execFile, spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const folder = fileURLToPath(new URL("./java/", import.meta.url));
const root = fileURLToPath(new URL("../../", import.meta.url));

/** Starts it; it sends at once and lives until it is stopped. */
export const javaClients = async (gateway, key) => {
  const options = process.env.CAUSALITY_MAVEN_OPTIONS?.split(" ") ?? [];
  const maven = ["-B", "-ntp", ...options, "-f", join(folder, "pom.xml"), "dependency:copy-dependencies"];
  await promisify(execFile)(join(root, "mvnw"), maven, { cwd: root, maxBuffer: 1 << 24 });
  const java = process.env.CAUSALITY_JDK25 ? join(process.env.CAUSALITY_JDK25, "bin/java") : "java";
  const jars = join(folder, "target/dependency/*");
  const child = spawn(java, ["-XX:TieredStopAtLevel=1", "-cp", jars + delimiter + folder, join(folder, "Clients.java"), gateway, key], {
    stdio: ["pipe", "inherit", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return {
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
};
