// The clients for browsers, as their npm packages are, in pages of a real Chromium.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const packages = fileURLToPath(new URL("./node_modules/", import.meta.url));
const executablePath = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

export const browserClients = async (gateway, key) => {
  if (!executablePath) throw new Error("missing: chromium; get it with: apt-get install chromium");
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname.startsWith("/packages/")) {
      const file = await readFile(packages + pathname.slice("/packages/".length)).catch(() => undefined);
      response.writeHead(file ? 200 : 404, { "content-type": "text/javascript" }).end(file);
    } else {
      response.setHeader("content-type", "text/html").end("<!doctype html><title>Shop</title><body></body>");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
  return {
    async segment() {
      const page = await browser.newPage();
      await page.goto(`${origin}/segment`);
      await page.addScriptTag({ url: "/packages/@segment/analytics-next/dist/umd/index.js" });
      await page.evaluate(
        async ([gateway, key]) => {
          const [analytics] = await window.AnalyticsNext.AnalyticsBrowser.load({ writeKey: key, cdnURL: gateway });
          await analytics.page("Shop", { from: "segment-web" });
          await analytics.identify("segment-web", { plan: "pro" });
          await analytics.track("Order Paid", { total: 4 });
          await analytics.group("acme");
          await analytics.alias("segment-web");
        },
        [gateway, key],
      );
      await page.close();
    },
    async postHog() {
      const page = await browser.newPage();
      await page.goto(`${origin}/posthog`);
      await page.evaluate(
        async ([gateway, key]) => {
          // A browser without a head counts as a robot, whose events the client drops.
          const { default: posthog } = await import("/packages/posthog-js/dist/module.no-external.js");
          await new Promise((loaded) => posthog.init(key, { api_host: gateway, loaded, capture_pageview: true, opt_out_useragent_filter: true, request_queue_config: { flush_interval_ms: 250 } }));
          posthog.capture("Looked", { from: "posthog-web" });
          posthog.identify("posthog-web", { plan: "pro" });
          posthog.capture("order paid", { total: 6 });
        },
        [gateway, key],
      );
      // What still waits in the queue goes when the page does, by sendBeacon.
      await page.goto("about:blank");
      await page.close();
    },
    async stop() {
      await browser.close();
      server.close();
    },
  };
};
