// A real gateway beside a real nats-server, both as processes, and what stands in their stream.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect } from "nats";
import protobuf from "protobufjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const protos = join(root, "proto/src/main/proto");
const packages = fileURLToPath(new URL("./node_modules/protobufjs/", import.meta.url));

export const KEY = "ck_dialects";
export const APP = "shop";

const natsServer = () => {
  const inPath = process.env.PATH.split(delimiter).map((folder) => join(folder, "nats-server")).find(existsSync);
  if (inPath) return inPath;
  const cache = join(process.env.CAUSALITY_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "causality"), "servers");
  const folder = existsSync(cache) && readdirSync(cache).filter((name) => name.startsWith("nats-server-")).sort().at(-1);
  if (!folder) throw new Error("missing: nats-server; get it with: ./causality provision");
  return join(cache, folder, "nats-server");
};

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Waits until a question has an answer, up to 90 s: PostHog's client for Java sends after 30 s at the latest. */
export const until = async (what, ask) => {
  const deadline = Date.now() + 90_000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

const plain = (values) =>
  Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, value.nullValue ? null : Object.values(value)[0]]));

export const startGateway = async () => {
  const lib = join(root, "ingest-gateway/target/lib");
  if (!existsSync(lib)) throw new Error("missing: the gateway's jars; make them with: launcher/build.sh");
  const folder = mkdtempSync(join(tmpdir(), "causality-dialects-"));
  const children = [];
  const start = (name, command, args, env) => {
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    child.log = "";
    for (const out of [child.stdout, child.stderr]) out.setEncoding("utf8").on("data", (text) => (child.log = (child.log + text).slice(-4000)));
    child.once("exit", (code) => (child.ended = `${name} ended with ${code}\n${child.log}`));
    children.push(child);
    return child;
  };
  const stop = async () => {
    await nc?.close();
    for (const child of children.reverse()) {
      if (child.ended) continue;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };

  let nc;
  try {
    const [natsPort, port, managementPort] = [await freePort(), await freePort(), await freePort()];
    const config = join(folder, "nats.conf");
    writeFileSync(config, `listen: "127.0.0.1:${natsPort}"\nmax_payload: 8388608\njetstream { store_dir: "${join(folder, "store")}" }\n`);
    const nats = start("nats-server", natsServer(), ["-c", config]);
    const url = `nats://127.0.0.1:${natsPort}`;
    const java = process.env.CAUSALITY_JDK25 ? join(process.env.CAUSALITY_JDK25, "bin/java") : "java";
    const gateway = start(
      "gateway",
      java,
      ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp", join(root, "ingest-gateway/target/*") + delimiter + join(lib, "*"), "io.causality.gateway.GatewayMain"],
      { CAUSALITY_NATS_URL: url, CAUSALITY_GATEWAY_PORT: port, CAUSALITY_MANAGEMENT_PORT: managementPort, CAUSALITY_GATEWAY_EVENT_LOOPS: "1" },
    );
    const alive = () => {
      for (const child of [nats, gateway]) if (child.ended) throw new Error(child.ended);
    };
    await until("the gateway is ready", async () => {
      alive();
      return fetch(`http://127.0.0.1:${managementPort}/readyz`).then((response) => response.ok, () => false);
    });
    nc = await connect({ servers: url });
    const digest = createHash("sha256").update(KEY).digest("hex");
    const bucket = await nc.jetstream().views.kv("gateway_config", { bindOnly: true });
    await bucket.put(`key.${digest}`, JSON.stringify({ app: APP, key_id: "k1" }));
    const address = `http://127.0.0.1:${port}`;
    await until("the gateway knows the key", async () => {
      alive();
      const asked = fetch(`${address}/v1/events/ingest`, { method: "POST", headers: { "X-API-Key": KEY }, body: "{}" });
      return asked.then((response) => response.status === 400, () => false);
    });

    const types = new protobuf.Root();
    types.resolvePath = (origin, target) => join(target.startsWith("google/") ? packages : protos, target);
    await types.load("causality/v1/stream.proto", { keepCase: false });
    const EventBatch = types.lookupType("causality.v1.EventBatch");
    const management = await nc.jetstreamManager();

    /** Every event of the stream, in order. */
    const events = async () => {
      alive();
      const { state } = await management.streams.info("EVENTS");
      const found = [];
      for (let seq = 1; seq <= state.last_seq; seq++) {
        const message = await management.streams.getMessage("EVENTS", { seq });
        for (const event of EventBatch.decode(message.data).events) {
          const { payload } = event;
          const of = EventBatch.fields.events.resolvedType.toObject(event, { longs: Number, enums: String, defaults: false });
          found.push({
            id: of.id,
            app: of.appId,
            name: payload === "customEvent" ? of.customEvent.eventName : payload,
            payload: of[payload],
            user: of.userId ?? "",
            device: of.deviceId ?? "",
            time: (of.timestampMs ?? of.receivedAtMs) + (of.clockSkewMs ?? 0),
            properties: plain(of.properties),
            traits: plain(of.traits),
            traitsOnce: plain(of.traitsOnce),
            page: of.page ?? {},
            library: of.library ?? {},
            platform: of.deviceContext?.platform,
            userAgent: of.userAgent ?? "",
          });
        }
      }
      return found;
    };
    return {
      url: address,
      events,
      /** Waits for so many events that fit, each counted once, and gives them. */
      async fitting(what, n, fits) {
        let last = [];
        try {
          return await until(what, async () => {
            last = (await events()).filter(fits);
            return new Set(last.map((event) => event.id)).size >= n && last;
          });
        } catch (error) {
          throw new Error(`${error.message}; there is ${JSON.stringify(last.map(({ name, user }) => [name, user]))}; log: ${gateway.log}`);
        }
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
