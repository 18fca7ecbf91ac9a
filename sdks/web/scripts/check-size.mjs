// The core stays within its budget, and an app gets only what it imports.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const budget = 4096;
const size = (bytes) => gzipSync(bytes, { level: 9 }).length;
const core = size(readFileSync("dist/core.min.js"));
const script = size(readFileSync("dist/causality.min.js"));
console.log(`core ${core} B gzip (at most ${budget}), script tag build ${script} B gzip`);

const app = 'import { Client } from "./dist/index.js"; import { productView } from "./dist/typed-events.js"; new Client({ key: "k", endpoint: "/" }).track(productView({ productId: "p" }));';
const shaken = await build({ stdin: { contents: app, resolveDir: "." }, bundle: true, minify: true, format: "esm", write: false, target: "es2021" });
const text = shaken.outputFiles[0].text;
const failures = [];
if (core > budget) failures.push("the core is too large");
if (!text.includes("product_view") || text.includes("battery_change")) failures.push("unused typed events are not shaken off");
if (text.includes("outbound_link")) failures.push("unused automatic events are not shaken off");
if (failures.length) {
  console.error(failures.join("\n"));
  process.exit(1);
}
