import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { Browser, startPages } from "../conformance/browser.mjs";
import { startGateway } from "./gateway.mjs";

let gateway;
let pages;
let browser;
let context;
let cases = 0;
let key;

before(async () => {
  gateway = await startGateway();
  pages = await startPages((path) =>
    ["/tag.html", "/seen.html"].includes(path)
      ? `<!doctype html><title>Tag</title><a id="out" href="https://elsewhere.example/x">Elsewhere</a><a id="in" href="/inside">Inside</a>
         <script src="/dist/causality.min.js" data-key="${key}" data-endpoint="${gateway.url}" ${path === "/seen.html" ? "data-visible-time" : "data-outbound-links"}></script>`
      : "<!doctype html><title>Page</title><body></body>",
  );
  browser = new Browser();
  context = await browser.start();
});
after(async () => {
  await browser?.stop();
  pages?.close();
  gateway?.stop();
});
beforeEach(async () => {
  key = "case" + ++cases; // names the storage too
  await gateway.reset();
});

const open = async (config = {}, path = "/") => {
  const page = await context.newPage();
  await page.goto(pages.origin + path);
  await load(page, config);
  return page;
};

const load = (page, config = {}) =>
  page.evaluate(
    async (config) => {
      const { Client } = await import("/dist/core.min.js");
      globalThis.drops = [];
      globalThis.client = new Client({ ...config, onDrop: (drop) => globalThis.drops.push(drop) });
    },
    { key, endpoint: gateway.url, flushIntervalMs: 50, retryMinMs: 20, retryMaxMs: 100, ...config },
  );

const track = (page, name, n = 1) => page.evaluate(([name, n]) => { for (let i = 0; i < n; i++) globalThis.client.track(name, { n: i }); }, [name, n]);
const names = (record) => record.accepted.map((event) => event.event);
const ids = (record) => new Set(record.attempts.flatMap((attempt) => attempt.events.map((event) => event.id)));

test("several tabs share a queue, a device and a session, and send every event once", async () => {
  await gateway.behave([{ delayMs: 50 }]);
  const first = await open();
  await track(first, "first");
  const tabs = [first, await open(), await open()];
  // Browsers tell other tabs of a change in localStorage a little later.
  await Promise.all(tabs.map((tab) => tab.waitForFunction((name) => localStorage.getItem(name), "causality." + key)));
  await Promise.all(tabs.map((tab, i) => track(tab, "tab" + i, 40)));
  const record = await gateway.until("all events", ({ accepted }) => accepted.length === 121);
  const sent = record.attempts.flatMap((attempt) => attempt.events);
  assert.equal(sent.length, 121, "no event went twice");
  assert.equal(new Set(record.accepted.map((event) => event.deviceId)).size, 1);
  assert.equal(new Set(record.accepted.map((event) => event.sessionId)).size, 1);
  await Promise.all(tabs.map((tab) => tab.close()));
});

test("what a closed tab left is sent by another one", async () => {
  await gateway.offline();
  const first = await open();
  const second = await open();
  await track(first, "left", 5);
  await first.waitForFunction(async (name) => {
    const database = await new Promise((resolve) => { const opening = indexedDB.open(name); opening.onsuccess = () => resolve(opening.result); });
    const count = await new Promise((resolve) => { const counting = database.transaction("events").objectStore("events").count(); counting.onsuccess = () => resolve(counting.result); });
    database.close();
    return count === 5;
  }, "causality." + key);
  await first.close();
  await gateway.online();
  await track(second, "own");
  const record = await gateway.until("both", ({ accepted }) => accepted.length === 6);
  assert.equal(ids(record).size, 6);
  await second.close();
});

test("events survive a kill of the whole browser", async () => {
  await gateway.behave([{ delayMs: 60_000, times: 1 }]);
  const page = await open();
  await track(page, "before", 10);
  await gateway.until("the request that is never answered", ({ attempts }) => attempts.length === 1);
  await browser.kill();
  context = await browser.start();
  const again = await open();
  await track(again, "after");
  const record = await gateway.until("all", ({ accepted, attempts }) => accepted.length === 11 && attempts.length > 1);
  assert.equal(ids(record).size, 11, "under the same ids");
  await again.close();
});

test("leaving the page sends what waits, by beacon", async () => {
  const page = await open({ flushIntervalMs: 600_000 });
  await track(page, "last words", 3);
  await page.goto("about:blank");
  const record = await gateway.until("the last words", ({ accepted }) => accepted.length === 3);
  assert.deepEqual(names(record), ["last words", "last words", "last words"]);
  await page.close();
});

test("a page that goes away says for how long it was seen", async () => {
  const page = await context.newPage();
  await page.goto(pages.origin + "/seen.html");
  await page.waitForFunction(() => globalThis.causality.stats().queued === 1);
  await page.goto("about:blank");
  const { accepted } = await gateway.until("the page's end", ({ accepted }) => accepted.length === 2);
  assert.deepEqual(accepted.map((event) => event.event), ["page_view", "page_leave"]);
  assert.ok(accepted[1].properties.visible_ms > 0);
  await page.close();
});

test("a script tag records page views, campaign, referrer, navigation in the page and outbound links", async () => {
  const page = await context.newPage();
  await page.goto(pages.origin + "/start");
  await page.evaluate(() => (location.href = "/tag.html?utm_source=mail&utm_campaign=spring"));
  await page.waitForFunction(() => globalThis.causality?.track);
  await page.evaluate(() => {
    history.pushState({}, "", "/tag.html/two");
    document.title = "Two";
  });
  await page.evaluate(() => history.replaceState({ same: true }, "", location.href)); // no new address, no page view
  await page.goBack();
  await page.evaluate(() => {
    for (const link of document.links) {
      link.addEventListener("click", (event) => event.preventDefault());
      link.click();
    }
    globalThis.causality.track(globalThis.causality.events.productView({ productId: "p1" }));
    return globalThis.causality.flush();
  });
  const { accepted } = await gateway.until("all", ({ accepted }) => accepted.length === 5);
  assert.deepEqual(names({ accepted }).sort(), ["outbound_link", "page_view", "page_view", "page_view", "product_view"]);
  const views = accepted.filter((event) => event.event === "page_view").map((event) => event.context.page);
  assert.deepEqual(views.map((view) => view.url.slice(pages.origin.length)), ["/tag.html?utm_source=mail&utm_campaign=spring", "/tag.html/two", "/tag.html?utm_source=mail&utm_campaign=spring"]);
  assert.equal(views[0].referrer, pages.origin + "/start");
  assert.equal(views[1].title, "Two");
  assert.equal(views[1].referrer, views[0].url);
  assert.ok(accepted.every((event) => event.context.campaign?.source === "mail" && event.context.campaign?.name === "spring"), "the campaign stays for the session");
  assert.deepEqual(accepted.find((event) => event.event === "outbound_link").properties, { url: "https://elsewhere.example/x", host: "elsewhere.example", text: "Elsewhere" });
  await page.close();
});

test("before consent nothing is stored or sent; consent sends what waited, refusal forgets it", async () => {
  const page = await open({ consentNeeded: true });
  await track(page, "early", 2);
  const stored = () => page.evaluate(async (name) => [localStorage.getItem(name), (await indexedDB.databases()).some((one) => one.name === name)], "causality." + key);
  assert.deepEqual(await stored(), [null, false]);
  await page.evaluate(() => globalThis.client.optIn());
  await gateway.until("what waited", ({ accepted }) => accepted.length === 2);
  await page.evaluate(() => globalThis.client.optOut());
  await track(page, "never");
  await load(await page.reload().then(() => page), { consentNeeded: true });
  await track(page, "never");
  assert.equal(await page.evaluate(() => globalThis.client.flush(200)), false);
  assert.deepEqual(await page.evaluate((name) => localStorage.getItem(name), "causality." + key), '{"o":1}');
  assert.equal((await gateway.record()).accepted.length, 2);
  await page.close();
});

test("a browser without IndexedDB keeps events in localStorage, without that in memory", async () => {
  for (const [refused, survives] of [[["indexedDB"], true], [["indexedDB", "localStorage"], false]]) {
    await gateway.reset();
    await gateway.offline();
    key = "case" + ++cases;
    const page = await context.newPage();
    await page.addInitScript((refused) => {
      for (const name of refused) Object.defineProperty(globalThis, name, { get: () => { throw new DOMException("refused", "SecurityError"); } });
    }, refused);
    await page.goto(pages.origin);
    await load(page);
    await track(page, "kept", 3);
    await page.evaluate(() => globalThis.client.flush(100));
    await page.reload();
    await gateway.online();
    await load(page);
    await track(page, "new");
    const record = await gateway.until(refused.join(), ({ accepted }) => accepted.length === (survives ? 4 : 1));
    assert.deepEqual(names(record), survives ? ["kept", "kept", "kept", "new"] : ["new"]);
    await page.close();
  }
});

test("the queue is bounded on the disk too and reports what it drops", async () => {
  await gateway.offline();
  const page = await open({ maxQueue: 10 });
  await track(page, "a", 30);
  await page.waitForFunction(() => globalThis.client.stats().dropped.queue_full === 20);
  assert.equal(await page.evaluate(() => globalThis.drops.reduce((sum, drop) => sum + drop.count, 0)), 20);
  await gateway.online();
  const record = await gateway.until("the newest", ({ accepted }) => accepted.length === 10);
  assert.deepEqual(record.accepted.map((event) => event.properties.n), [20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
  await page.close();
});

test("whatever a page passes, nothing is thrown into it, and a number names a user", async () => {
  const page = await open();
  const thrown = await page.evaluate(() => {
    const broken = { get value() { throw new Error("a getter that throws"); } };
    const { client } = globalThis;
    const thrown = [];
    for (const call of [
      () => client.track(), () => client.track(null), () => client.track({}), () => client.track(7), () => client.track(Symbol("s")),
      () => client.track("a", broken), () => client.track({ name: "a", properties: {} }, broken), () => client.screen("b", broken),
      () => client.page(null), () => client.identify(7), () => client.reset(),
    ]) {
      try { call(); } catch (error) { thrown.push(`${call}: ${error}`); }
    }
    return thrown;
  });
  assert.deepEqual(thrown, []);
  const { accepted } = await gateway.until("what was right", ({ accepted }) => accepted.length === 2);
  assert.deepEqual(accepted.map((event) => [event.event, event.userId]), [["page_view", undefined], ["identify", "7"]]);
  assert.equal(await page.evaluate(() => globalThis.client.stats().dropped.invalid), 8);
  await page.close();
});

test("settings that are undefined have their defaults", async () => {
  const page = await context.newPage();
  await page.goto(pages.origin);
  const after = await page.evaluate(async ([key, endpoint]) => {
    const { Client } = await import("/dist/core.min.js");
    const client = new Client({ key, endpoint, flushAt: undefined, maxQueue: undefined, maxBatchBytes: undefined, flushIntervalMs: undefined, clock: undefined });
    client.track("a");
    return [await client.flush(20_000), client.stats().dropped];
  }, [key, gateway.url]);
  assert.deepEqual(after, [true, {}]);
  await page.close();
});

test("a flush is noticed at whatever moment of an attempt it comes", async () => {
  const page = await open({ flushIntervalMs: 600_000 });
  const late = await page.evaluate(async () => {
    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    for (let n = 0; n < 150; n++) {
      globalThis.client.track("before");
      const first = globalThis.client.flush(20_000);
      await pause((n % 30) / 3);
      globalThis.client.track("while");
      if (!(await globalThis.client.flush(20_000)) || !(await first)) return n;
    }
    return undefined;
  });
  assert.equal(late, undefined, "a flush that was not noticed");
  assert.equal(ids(await gateway.record()).size, 300);
  await page.close();
});

test("a clock that is set back keeps neither events nor a session for ever", async () => {
  const page = await open();
  await page.evaluate(() => {
    const real = Date.now;
    globalThis.ahead = 365 * 86_400_000;
    Date.now = () => real() + globalThis.ahead;
  });
  await load(page, { retryMinMs: 500, retryMaxMs: 500 });
  await gateway.behave([{ status: 503, times: 1 }]);
  await track(page, "a year ahead");
  await gateway.until("the attempt that failed", ({ attempts }) => attempts.length === 1);
  await page.evaluate(() => (globalThis.ahead = 0));
  await track(page, "now");
  const { accepted } = await gateway.until("both", ({ accepted }) => accepted.length === 2);
  const session = Object.fromEntries(accepted.map((event) => [event.event, event.sessionId]));
  assert.notEqual(session["now"], session["a year ahead"]);
  await page.close();
});

test("who refuses and then agrees on one page has a queue that survives it", async () => {
  const page = await open({ consentNeeded: true });
  await page.evaluate(() => globalThis.client.optOut());
  await gateway.offline();
  await page.evaluate(() => globalThis.client.optIn());
  await track(page, "kept");
  await page.evaluate(() => globalThis.client.flush(200));
  await load(await page.reload().then(() => page), { consentNeeded: true });
  await gateway.online();
  await gateway.until("what the page before tracked", ({ accepted }) => accepted.length === 1);
  await page.close();
});

test("what is chosen in one tab holds in the others, also for what waits there", async () => {
  const asked = await open({ consentNeeded: true });
  const other = await open({ consentNeeded: true });
  await track(other, "waits", 2);
  await asked.evaluate(() => globalThis.client.optIn());
  await gateway.until("what waited in the other tab", ({ accepted }) => accepted.length === 2);
  await gateway.offline();
  await track(other, "private", 3);
  await asked.evaluate(() => globalThis.client.optOut());
  await other.waitForFunction(() => globalThis.client.stats().queued === 0);
  await track(other, "never");
  await gateway.online();
  assert.equal(await other.evaluate(() => globalThis.client.flush(300)), false);
  assert.deepEqual(names(await gateway.record()), ["waits", "waits"]);
  await Promise.all([asked.close(), other.close()]);
});

test("a frame without an origin, where storage and locks are refused, sends from memory", async () => {
  const page = await context.newPage();
  await page.goto(pages.origin);
  await page.evaluate(() => {
    const frame = document.createElement("iframe");
    frame.sandbox = "allow-scripts";
    frame.src = "/tag.html";
    document.body.append(frame);
  });
  await gateway.until("the frame's page view", ({ accepted }) => accepted.length === 1);
  await page.close();
});

test("a page that deletes all databases is not kept waiting, and what it tracks goes on", async () => {
  const page = await open({ flushIntervalMs: 600_000 });
  await track(page, "before");
  await page.evaluate(async (name) => {
    await globalThis.client.flush();
    globalThis.client.track("while");
    await new Promise((resolve, reject) => {
      const deleting = indexedDB.deleteDatabase(name);
      deleting.onsuccess = resolve;
      deleting.onerror = deleting.onblocked = () => reject(new Error("blocked"));
    });
  }, "causality." + key);
  assert.equal(await page.evaluate(() => globalThis.client.flush(20_000)), true);
  await track(page, "after");
  assert.equal(await page.evaluate(() => globalThis.client.flush(20_000)), true);
  assert.deepEqual(names(await gateway.record()).sort(), ["after", "before", "while"]);
  await gateway.offline();
  await track(page, "kept again");
  await page.evaluate(() => globalThis.client.flush(200));
  await load(await page.reload().then(() => page));
  await gateway.online();
  await gateway.until("what the page before tracked", ({ accepted }) => accepted.length === 4);
  await page.close();
});

test("a network that is back ends the wait after a failure", async () => {
  const page = await open({ retryMinMs: 600_000, retryMaxMs: 600_000 });
  await gateway.offline();
  await track(page, "a");
  await page.evaluate(() => globalThis.client.flush(300));
  await gateway.online();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await gateway.until("it", ({ accepted }) => accepted.length === 1);
  await page.close();
});
