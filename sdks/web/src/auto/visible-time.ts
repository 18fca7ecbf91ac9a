import type { Client } from "../client.js";

/** Records `page_leave` with the time for which the page was visible, each time when it is hidden. Returns a function that ends it. */
export const visibleTime = (client: Client): (() => void) => {
  let since = document.visibilityState === "visible" ? performance.now() : undefined;
  const changed = () => {
    if (document.visibilityState === "visible") since ??= performance.now();
    else if (since !== undefined) {
      client.track("page_leave", { visible_ms: Math.round(performance.now() - since) });
      since = undefined;
    }
  };
  // In the capturing phase: before the client, which then sends it at once.
  addEventListener("visibilitychange", changed, true);
  return () => removeEventListener("visibilitychange", changed, true);
};
