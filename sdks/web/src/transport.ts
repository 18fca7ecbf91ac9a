import type { Settings } from "./config.js";
import type { Entry } from "./queue.js";
import { retryAfter } from "./retry.js";

/** What an attempt came to. */
export type Verdict =
  | { readonly kind: "delivered" | "refused"; readonly named: readonly Refusal[] }
  | { readonly kind: "divide"; readonly tooLarge: boolean }
  | { readonly kind: "again"; readonly afterMs: number };

/** An event that the gateway will never take, by its place in the batch. */
export interface Refusal {
  readonly index: number;
  readonly error: string;
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
    if (status === 413) return { kind: "divide", tooLarge: true };
    if (status === 200 || status === 400) {
      const reply = JSON.parse((await response.text()) || "{}") as { acceptedCount?: unknown; results?: { index: number; status: string; error?: string }[] };
      const named = (reply.results ?? []).filter((one) => one.status === "rejected").map((one) => ({ index: one.index, error: one.error ?? "" }));
      if (status === 400) return named.length ? { kind: "refused", named } : { kind: "divide", tooLarge: false };
      if (typeof reply.acceptedCount === "number") return { kind: "delivered", named };
    }
    return { kind: "again", afterMs: retryAfter(response.headers.get("retry-after"), Date.now()) };
  } catch {
    return { kind: "again", afterMs: 0 };
  } finally {
    clearTimeout(timer);
  }
};
