import type { Client } from "../client.js";

/** Records `outbound_link` when a link to another host is clicked. Returns a function that ends it. */
export const outboundLinks = (client: Client): (() => void) => {
  const clicked = (event: Event) => {
    const link = (event.target as Element | null)?.closest?.("a[href]") as HTMLAnchorElement | null;
    if (link && /^https?:$/.test(link.protocol) && link.host !== location.host) {
      client.track("outbound_link", { url: link.href, host: link.host, text: (link.textContent ?? "").trim().slice(0, 100) });
    }
  };
  addEventListener("click", clicked, true);
  addEventListener("auxclick", clicked, true);
  return () => {
    removeEventListener("click", clicked, true);
    removeEventListener("auxclick", clicked, true);
  };
};
