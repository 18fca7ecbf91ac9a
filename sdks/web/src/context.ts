export const version = "0.1.0";

/** The utm parameters of an address, as the gateway names them; undefined without any. */
export const campaign = (search: string): Record<string, string> | undefined => {
  const found: Record<string, string> = {};
  for (const [key, value] of new URLSearchParams(search)) {
    const name = /^utm_(source|medium|campaign|term|content)$/.exec(key)?.[1];
    if (name && value) found[name === "campaign" ? "name" : name] = value;
  }
  return Object.keys(found).length ? found : undefined;
};

/** What the browser says of itself and the page, with what is said of the page instead. */
export const context = (page?: object): Record<string, unknown> => ({
  library: { name: "causality-web", version },
  platform: "web",
  locale: navigator.language,
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  screenWidth: screen.width,
  screenHeight: screen.height,
  page: { url: location.href, referrer: document.referrer, title: document.title, ...page },
});
