// The clients of other products as their npm packages are, against a real gateway: what stands in the stream afterwards.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import * as amplitude from "@amplitude/analytics-node";
import { Analytics } from "@segment/analytics-node";
import { PostHog } from "posthog-node";
import { KEY, startGateway } from "./gateway.mjs";
import { browserClients } from "./browser.mjs";
import { javaClients } from "./java.mjs";

const Rudder = createRequire(import.meta.url)("@rudderstack/rudder-sdk-node");
const PAST = new Date("2020-05-17T10:00:00.000Z");

let gateway;
before(async () => (gateway = await startGateway()));
after(() => gateway?.stop());

const one = (events, name) => {
  const found = events.filter((event) => event.name === name);
  assert.equal(found.length, 1, `${name} once in ${JSON.stringify(events.map((event) => event.name))}`);
  return found[0];
};
const near = (time, when, ms = 2000) => assert.ok(Math.abs(time - when) < ms, `${new Date(time).toISOString()} is not near ${new Date(when).toISOString()}`);
const allDiffer = (events) => assert.equal(new Set(events.map((event) => event.id)).size, events.length);

test("@segment/analytics-node", async () => {
  const client = new Analytics({ writeKey: KEY, host: gateway.url, flushAt: 50 });
  const errors = [];
  client.on("error", (error) => errors.push(error));
  const userId = "segment-node";
  client.identify({ userId, traits: { plan: "pro", seats: 3 } });
  client.track({ userId, event: "Order Paid", messageId: "sn-1", timestamp: PAST, properties: { total: 12.5 } });
  client.page({ userId, name: "Docs", properties: { url: "https://shop.example/docs" } });
  client.screen({ anonymousId: "sn-device", name: "Home" });
  client.group({ userId, groupId: "acme", traits: { name: "Acme" } });
  client.alias({ userId, previousId: "sn-before" });
  await client.closeAndFlush();
  assert.deepEqual(errors, []);
  const events = await gateway.fitting("segment-node", 6, (event) => event.user === userId || event.device.startsWith("sn-"));
  assert.equal(events.length, 6);
  allDiffer(events);
  assert.deepEqual(one(events, "identify").traits, { plan: "pro", seats: 3 });
  const paid = one(events, "Order Paid");
  assert.equal(paid.id, "sn-1");
  assert.deepEqual(paid.properties, { total: 12.5 });
  near(paid.time, PAST);
  assert.equal(paid.platform, "PLATFORM_BACKEND");
  assert.equal(one(events, "page_view").page.url, "https://shop.example/docs");
  assert.equal(one(events, "screenView").payload.screenName, "Home");
  assert.deepEqual(one(events, "group").properties, { name: "Acme", group_id: "acme" });
  assert.equal(one(events, "alias").device, "sn-before");
  near(one(events, "identify").time, Date.now(), 20_000);
});

test("@rudderstack/rudder-sdk-node", async () => {
  const client = new Rudder(KEY, { dataPlaneUrl: gateway.url, flushAt: 50, logLevel: "error" });
  const userId = "rudder-node";
  client.identify({ userId, traits: { plan: "team" } });
  client.track({ userId, event: "Order Paid", properties: { total: 3 }, originalTimestamp: PAST });
  client.page({ anonymousId: "rn-device", name: "Home" });
  await client.flush();
  const events = await gateway.fitting("rudder-node", 3, (event) => event.user === userId || event.device === "rn-device");
  assert.equal(events.length, 3);
  allDiffer(events);
  assert.deepEqual(one(events, "identify").traits, { plan: "team" });
  near(one(events, "Order Paid").time, PAST);
  assert.equal(one(events, "page_view").properties.name, "Home");
});

test("posthog-node", async () => {
  const client = new PostHog(KEY, { host: gateway.url, flushAt: 50, disableGeoip: true });
  const errors = [];
  client.on("error", (error) => errors.push(error));
  const distinctId = "posthog-node";
  client.identify({ distinctId, properties: { plan: "pro", $set_once: { first: "yes" } } });
  client.capture({ distinctId, event: "order paid", uuid: "01935a2e-0000-7000-8000-000000000001", timestamp: PAST, properties: { total: 7 } });
  client.capture({ distinctId, event: "$pageview", properties: { $current_url: "https://shop.example/x" } });
  client.alias({ distinctId, alias: "pn-before" });
  client.groupIdentify({ groupType: "company", groupKey: "acme", properties: { seats: 9 }, distinctId });
  await client.shutdown();
  assert.deepEqual(errors, []);
  const events = await gateway.fitting("posthog-node", 5, (event) => event.user === distinctId);
  assert.equal(events.length, 5);
  allDiffer(events);
  const identify = one(events, "identify");
  assert.equal(identify.traits.plan, "pro");
  assert.equal(identify.traitsOnce.first, "yes");
  const paid = one(events, "order paid");
  assert.equal(paid.id, "01935a2e-0000-7000-8000-000000000001");
  assert.equal(paid.properties.total, 7);
  near(paid.time, PAST);
  assert.equal(one(events, "page_view").page.url, "https://shop.example/x");
  assert.equal(one(events, "alias").device, "pn-before");
  assert.equal(one(events, "group").properties.group_id, "acme");
});

test("@amplitude/analytics-node", async () => {
  for (const [user_id, path] of [["amplitude-node", "/2/httpapi"], ["amplitude-node-batch", "/batch"]]) {
    const client = amplitude.createInstance();
    await client.init(KEY, { serverUrl: gateway.url + path, flushIntervalMillis: 50, logLevel: amplitude.Types.LogLevel.None }).promise;
    const sent = [
      client.identify(new amplitude.Identify().set("plan", "pro").setOnce("first", "yes"), { user_id }),
      client.track("Order Paid", { total: 5 }, { user_id, insert_id: `${user_id}-1`, time: PAST.getTime() }),
      client.track("Nobody's", {}, { device_id: "" }),
      client.track("Seen", {}, { user_id, device_id: "an-device" }),
    ];
    const codes = (await Promise.all(sent.map((event) => event.promise))).map((result) => result.code);
    assert.deepEqual(codes, [200, 200, 400, 200], "the bad event is told, the others are sent again");
    const events = await gateway.fitting(user_id, 3, (event) => event.user === user_id);
    assert.equal(events.length, 3);
    const identify = one(events, "identify");
    assert.deepEqual([identify.traits, identify.traitsOnce], [{ plan: "pro" }, { first: "yes" }]);
    const paid = one(events, "Order Paid");
    assert.deepEqual([paid.id, paid.properties.total], [`${user_id}-1`, 5]);
    near(paid.time, PAST);
    assert.equal(one(events, "Seen").device, "an-device");
  }
});

test("a key that is not known is told to each, and no process ends over it", async () => {
  const ended = [];
  const segment = new Analytics({ writeKey: "ck_unknown", host: gateway.url, maxRetries: 0 });
  segment.on("error", (error) => ended.push(["segment", error.code]));
  segment.track({ userId: "u", event: "e" });
  await segment.closeAndFlush();
  const client = amplitude.createInstance();
  await client.init("ck_unknown", { serverUrl: `${gateway.url}/2/httpapi`, flushIntervalMillis: 50, logLevel: amplitude.Types.LogLevel.None }).promise;
  const result = client.track("e", {}, { user_id: "u" }).promise;
  assert.equal((await result).code, 401);
  const rudder = new Rudder("ck_unknown", { dataPlaneUrl: gateway.url, logLevel: "error", errorHandler: (error) => ended.push(["rudder", error.response.status]) });
  rudder.track({ userId: "u", event: "e" });
  await rudder.flush();
  await pause(0);
  assert.deepEqual(ended, [["segment", "delivery_failure"], ["rudder", 401]]);
});

test("@segment/analytics-next and posthog-js in Chromium", async (context) => {
  const browser = await browserClients(gateway.url, KEY);
  try {
    await context.test("@segment/analytics-next", async () => {
      await browser.segment();
      const events = await gateway.fitting("analytics-next", 5, (event) => event.user === "segment-web" || event.properties.from === "segment-web");
      allDiffer(events);
      const page = one(events, "page_view");
      assert.match(page.page.url, /\/segment$/);
      assert.equal(page.user, "");
      assert.ok(page.device);
      const identify = one(events, "identify");
      assert.deepEqual([identify.user, identify.device, identify.traits], ["segment-web", page.device, { plan: "pro" }]);
      const paid = one(events, "Order Paid");
      assert.deepEqual([paid.user, paid.device, paid.properties.total, paid.platform], ["segment-web", page.device, 4, "PLATFORM_WEB"]);
      near(paid.time, Date.now(), 30_000);
      assert.match(paid.userAgent, /Chrome/);
      assert.equal(one(events, "group").properties.group_id, "acme");
      assert.equal(one(events, "alias").user, "segment-web");
    });
    await context.test("posthog-js", async () => {
      await browser.postHog();
      const first = async (what, fits) => (await gateway.fitting(`posthog-js: ${what}`, 1, fits))[0];
      await first("page view", (event) => event.name === "page_view" && /\/posthog$/.test(event.page.url ?? ""));
      const before = await first("before identify", (event) => event.name === "Looked");
      assert.equal(before.user, "");
      assert.ok(before.device);
      const paid = await first("after identify", (event) => event.name === "order paid" && event.user === "posthog-web");
      assert.equal(paid.properties.total, 6);
      assert.ok(!JSON.stringify([before, paid]).includes(KEY), "keys are not stored");
    });
  } finally {
    await browser.stop();
  }
});

test("the clients for Java", async (context) => {
  const clients = await javaClients(gateway.url, KEY);
  try {
    await context.test("com.segment.analytics.java:analytics", async () => {
      const events = await gateway.fitting("analytics-java", 2, (event) => event.user === "segment-java");
      assert.equal(events.length, 2);
      assert.deepEqual(one(events, "identify").traits, { plan: "pro" });
      const paid = one(events, "Order Paid");
      assert.deepEqual([paid.properties.total, paid.platform], [8, "PLATFORM_BACKEND"]);
      near(paid.time, PAST);
    });
    await context.test("com.amplitude:java-sdk", async () => {
      const events = await gateway.fitting("amplitude's java-sdk", 2, (event) => event.user === "amplitude-java");
      assert.equal(events.length, 2);
      assert.deepEqual(one(events, "identify").traits, { plan: "pro" });
      const paid = one(events, "Order Paid");
      assert.deepEqual([paid.id, paid.properties.total], ["amplitude-java-1", 10]);
      near(paid.time, PAST);
    });
    await context.test("com.posthog:posthog-server", async () => {
      const events = await gateway.fitting("posthog-server", 2, (event) => event.user === "posthog-java");
      assert.equal(events.length, 2);
      assert.equal(one(events, "identify").traits.plan, "pro");
      assert.equal(one(events, "order paid").properties.total, 9);
    });
  } finally {
    await clients.stop();
  }
});
