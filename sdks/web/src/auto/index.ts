// The second entry of the package: what records by itself.
export { outboundLinks } from "./outbound-links.js";
export { pageViews } from "./page-views.js";
export { visibleTime } from "./visible-time.js";
