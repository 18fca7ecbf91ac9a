// Lets the conformance suite drive the SDK in a real Chromium (sdks/conformance/README.md).
import { createInterface } from "node:readline";
import { Browser, startPages } from "./browser.mjs";

const pages = await startPages();
const browser = new Browser();
let page = await (await browser.start()).newPage();

const settings = ["flushAt", "flushIntervalMs", "maxQueue", "maxBatch", "maxBatchBytes", "retryMinMs", "retryMaxMs", "requestTimeoutMs", "closeTimeoutMs"];

/** The key names the storage; the fake gateway takes any, so each case gets its own. A real gateway gets the real one. */
const keyOf = (config) => (config.key === "conformance-key" ? "conformance" + config.storage.replace(/\W/g, "-") : config.key);

/** Loads a page anew and makes a client in it. */
const init = async ({ config }) => {
  // An origin for each case: browsers bound how often an origin's localStorage is written to the disk.
  await page.goto(`http://${config.storage.split("/").pop()}.localhost:${new URL(pages.origin).port}/`);
  const known = Object.fromEntries(settings.filter((name) => name in config).map((name) => [name, config[name]]));
  const key = keyOf(config);
  await page.evaluate(
    async ({ config, typed }) => {
      const { Client } = await import("/dist/core.min.js");
      globalThis.events = await import(typed);
      globalThis.ahead = 0;
      globalThis.throws = false;
      const onDrop = () => {
        if (globalThis.throws) throw new Error("a callback that throws");
      };
      globalThis.client = new Client({ ...config, onDrop, clock: () => Date.now() + globalThis.ahead });
    },
    { config: { ...known, key, endpoint: config.endpoint }, typed: "/dist/typed-events.js" },
  );
};

/** What runs in the page. */
const inPage = async (command) => {
  const { client } = globalThis;
  const camel = (value, asIs) =>
    Array.isArray(value)
      ? value.map((item) => camel(item))
      : value && typeof value === "object"
        ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key.replace(/_(.)/g, (_, letter) => letter.toUpperCase()), key === asIs ? member : camel(member)]))
        : value;
  const stored = () =>
    new Promise((resolve, reject) => {
      const opening = indexedDB.open(command.store);
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const database = opening.result;
        const counting = database.transaction("events").objectStore("events").count();
        counting.onerror = () => reject(counting.error);
        counting.onsuccess = () => {
          database.close();
          resolve(counting.result);
        };
      };
    });
  switch (command.do) {
    case "track":
      return void client.track(command.event, command.properties);
    case "hostile": {
      globalThis.throws = true;
      const circle = {};
      circle.circle = circle;
      return void client.track("hostile", { circle });
    }
    case "typed":
      return void client.track(globalThis.events[command.event.replace(/_(.)/g, (_, letter) => letter.toUpperCase())](camel(command.properties, "params")));
    case "identify":
      return void client.identify(command.userId, command.traits);
    case "page":
      return void client.page({ url: command.url, title: command.title });
    case "screen":
      return void client.screen(command.name);
    case "reset":
      return void client.reset();
    case "optOut":
      return void client.optOut();
    case "optIn":
      return void client.optIn();
    case "background":
      return void dispatchEvent(new Event("pagehide"));
    case "flush":
      return { delivered: await client.flush(command.timeoutMs) };
    case "close":
      return void (await client.close());
    case "advance":
      return void (globalThis.ahead += command.ms);
    case "state":
      return { ...client.stats(), stored: client.stats().queued ? await stored() : 0 };
    case "end":
      return void client.optOut();
    default:
      throw new Error("unknown command " + command.do);
  }
};

const answer = async (command) => {
  switch (command.do) {
    case "hello":
      return { sdk: "web 0.1.0 (Chromium)", capabilities: ["sessions", "inactivity", "storage", "background", "pages", "hostile", "crashes-itself"] };
    case "init":
      store = "causality." + keyOf(command.config);
      return init(command);
    case "crash":
      await browser.kill();
      page = await (await browser.start()).newPage();
      return {};
    case "state": {
      const state = await page.evaluate(inPage, { ...command, store });
      return { ...state, kept: browser.keeps(store, state.deviceId ?? '{"o":1}') };
    }
    default:
      return page.evaluate(inPage, { ...command, store });
  }
};

let store = "";
for await (const line of createInterface({ input: process.stdin })) {
  let reply;
  try {
    reply = (await answer(JSON.parse(line))) ?? {};
  } catch (error) {
    reply = { error: String(error) };
  }
  process.stdout.write(JSON.stringify(reply) + "\n");
}
await browser.stop();
pages.close();
