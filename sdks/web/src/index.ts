// The entry of the package: what an app imports.
export { Client, type PageInfo, type Stats } from "./client.js";
export type { Clock, Config, Drop, DropReason, Properties } from "./config.js";
export type { TypedEvent } from "./typed.js";
