import type { DropReason, Settings } from "./config.js";
import type { Entry } from "./queue.js";
import { retryAfter } from "./retry.js";

/**
 * What an attempt came to: to be tried again, after that many ms at least; or the batch as a whole was refused for that reason, and its
 * halves may not be; or the named events were refused, and the others are done, or not taken yet.
 */
export type Verdict = number | DropReason | { readonly _done: boolean; readonly _named: readonly Refusal[] };

/** An event that the gateway will never take, by its place in the batch. */
export interface Refusal {
  readonly index: number;
  readonly status: string;
  readonly error?: string;
}

/** No more than this may be under way while a page goes away. */
const keepaliveBytes = 60_000;

/** The key goes in the address and the body as text/plain: that asks no permission of the gateway first. */
export const address = (config: Settings): string => `${config.endpoint.replace(/\/+$/, "")}/v1/events/batch?api_key=${encodeURIComponent(config.key)}`;

export const body = (batch: readonly Entry[], now: number): string => `{"events":[${batch.map((entry) => entry[1]).join()}],"sentAt":${now}}`;

/** Bytes of a text in UTF-8. */
export const size = (text: string): number => new Blob([text]).size;

export const send = async (config: Settings, batch: readonly Entry[]): Promise<Verdict> => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), config.requestTimeoutMs);
  try {
    const text = body(batch, config.clock());
    const response = await fetch(address(config), {
      method: "POST",
      body: text,
      headers: { "content-type": "text/plain" },
      credentials: "omit",
      keepalive: size(text) <= keepaliveBytes,
      signal: controller.signal,
    });
    const { status } = response;
    if (status === 413) return "too_large";
    if (status === 200 || status === 400) {
      const reply = JSON.parse((await response.text()) || "{}") as { acceptedCount?: unknown; results?: Refusal[] };
      const _named = (reply.results ?? []).filter((one) => one.status === "rejected");
      const _done = typeof reply.acceptedCount === "number";
      if (status === 400) return _named.length ? { _done: false, _named } : "rejected";
      if (_done) return { _done, _named };
    }
    return retryAfter(response.headers.get("retry-after"), Date.now());
  } catch {
    return 0;
  } finally {
    clearTimeout(timer);
  }
};
