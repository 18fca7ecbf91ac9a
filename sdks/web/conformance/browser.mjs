// A real Chromium with a page, which can be killed as kill -9 does and started again with the same profile.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const executable = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const flags = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--remote-debugging-port=0",
];

/** Serves the builds, and an empty page at every other path. */
export const startPages = async (html = () => "<!doctype html><title>page</title><body></body>") => {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname.startsWith("/dist/")) {
      response.setHeader("content-type", "text/javascript").end(readFileSync(dist + pathname.slice("/dist/".length)));
    } else {
      response.setHeader("content-type", "text/html; charset=utf-8").end(html(pathname));
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
};

export class Browser {
  #profile = mkdtempSync(join(tmpdir(), "causality-web-"));
  #process;
  #connection;

  /** Starts it; returns the context whose pages share one storage. */
  async start() {
    if (!executable) throw new Error("missing: chromium; get it with: apt-get install chromium");
    // The shell in front waits for the end of its input, so that no browser is left behind when this process is killed.
    const command = [executable, ...flags, `--user-data-dir=${this.#profile}`, "about:blank"];
    this.#process = spawn("sh", ["-c", '"$@" & read -r _; kill -9 -$$', "sh", ...command], { stdio: ["pipe", "ignore", "pipe"], detached: true });
    const endpoint = await new Promise((resolve, reject) => {
      let log = "";
      this.#process.once("exit", () => reject(new Error("Chromium did not start:\n" + log.slice(-2000))));
      this.#process.stderr.setEncoding("utf8").on("data", (text) => {
        log += text;
        const found = /DevTools listening on (ws:\S+)/.exec(log);
        if (found) resolve(found[1]);
      });
    });
    this.#process.removeAllListeners("exit");
    this.#connection = await chromium.connectOverCDP(endpoint);
    return this.#connection.contexts()[0];
  }

  /** Whether localStorage holds this text under this key on the disk, to which the browser writes it some seconds later. */
  keeps(key, text) {
    const folder = join(this.#profile, "Default/Local Storage/leveldb");
    return readdirSync(folder).some((file) => {
      const content = /\.(log|ldb)$/.test(file) ? readFileSync(join(folder, file), "latin1") : "";
      const at = content.lastIndexOf(key);
      return at >= 0 && content.slice(at, at + 1000).includes(text);
    });
  }

  /** Ends all of its processes at once, without a chance to save anything. */
  async kill() {
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    process.kill(-this.#process.pid, "SIGKILL");
    await ended;
    await this.#connection.close().catch(() => undefined); // It is dead already.
  }

  async stop() {
    await this.kill();
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
