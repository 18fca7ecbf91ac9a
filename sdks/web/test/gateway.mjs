// The fake gateway of the conformance suite, as a process.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const startGateway = async () => {
  const folder = mkdtempSync(join(tmpdir(), "causality-gateway-"));
  const program = join(folder, "conformance");
  execFileSync("go", ["build", "-buildvcs=false", "-o", program, "."], { cwd: fileURLToPath(new URL("../../conformance/", import.meta.url)), stdio: "inherit" });
  const child = spawn(program, ["gateway"], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await new Promise((resolve) => createInterface({ input: child.stdout }).once("line", (text) => resolve([text])));
  const { gateway, control } = JSON.parse(line);
  const post = async (path, body) => {
    const response = await fetch(control + path, { method: "POST", body: JSON.stringify(body ?? null) });
    if (!response.ok) throw new Error(await response.text());
  };
  const record = async () => (await fetch(control + "/record")).json();
  return {
    url: gateway,
    reset: () => post("/reset"),
    behave: (behaviours) => post("/behave", behaviours),
    offline: () => post("/offline"),
    online: () => post("/online"),
    record,
    /** Waits until the record fits. */
    async until(what, fits) {
      const deadline = Date.now() + 20_000;
      for (;;) {
        const now = await record();
        if (fits(now)) return now;
        if (Date.now() > deadline) throw new Error(`${what}: ${JSON.stringify(now, null, 1).slice(0, 3000)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    stop() {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
