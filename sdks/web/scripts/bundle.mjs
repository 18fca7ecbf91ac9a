// The builds that are one file: for a script tag, and for the tests' pages.
import { build } from "esbuild";

const common = { bundle: true, minify: true, target: "es2021", mangleProps: /^_[a-z]/, legalComments: "none" };
await build({ ...common, entryPoints: ["dist/script.js"], outfile: "dist/causality.min.js", format: "iife" });
await build({ ...common, entryPoints: ["dist/index.js"], outfile: "dist/core.min.js", format: "esm" });
