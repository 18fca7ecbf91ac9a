import type { Client } from "../client.js";

/**
 * Records a page view now and whenever the address changes without a load, as in single-page apps. Returns a function that ends
 * it. A change of the fragment alone counts with `hash`.
 */
export const pageViews = (client: Client, options: { readonly hash?: boolean } = {}): (() => void) => {
  const here = () => location.origin + location.pathname + location.search + (options.hash ? location.hash : "");
  let last = "";
  let referrer = document.referrer;
  const look = () => {
    const now = here();
    if (now === last) return;
    last = now;
    const url = location.href;
    // A task later, when the app has set the title.
    setTimeout(() => {
      client.page({ url, referrer, title: document.title });
      referrer = url;
    });
  };
  const { history } = globalThis;
  const originals = { pushState: history.pushState, replaceState: history.replaceState };
  for (const name of ["pushState", "replaceState"] as const) {
    history[name] = function (this: History, ...parameters) {
      originals[name].apply(this, parameters);
      look();
    };
  }
  addEventListener("popstate", look);
  look();
  return () => {
    Object.assign(history, originals);
    removeEventListener("popstate", look);
  };
};
