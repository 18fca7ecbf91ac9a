// The build for a script tag. What it records by itself is said by attributes of the tag.
import { outboundLinks, pageViews, visibleTime } from "./auto/index.js";
import { Client } from "./client.js";
import * as events from "./typed-events.js";

const tag = document.currentScript;
const key = tag?.getAttribute("data-key");
const endpoint = tag?.getAttribute("data-endpoint") ?? (tag instanceof HTMLScriptElement ? new URL(tag.src).origin : "");
const client = key ? new Client({ key, endpoint, consentNeeded: tag?.hasAttribute("data-consent-needed") ?? false }) : undefined;
if (client) {
  if (!tag?.hasAttribute("data-no-page-views")) pageViews(client);
  if (tag?.hasAttribute("data-outbound-links")) outboundLinks(client);
  if (tag?.hasAttribute("data-visible-time")) visibleTime(client);
}

/** `causality.track(…)` is the tag's client; `causality.Client` makes others. */
(globalThis as { causality?: unknown }).causality = Object.assign(client ?? {}, { Client, events, pageViews, outboundLinks, visibleTime });
