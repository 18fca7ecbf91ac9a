// The official TypeScript client against the portal's MCP endpoint, for the portal's test McpIT.
// Usage: node mcp.mjs URL TOKEN APP; prints what it saw as JSON.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [url, token, app] = process.argv.slice(2);
const client = new Client({ name: "causality-test", version: "1.0.0" });
await client.connect(
  new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { Authorization: `Bearer ${token}` } } }),
);
const call = async (name, args) => {
  const result = await client.callTool({ name, arguments: { app, ...args } });
  return { failed: result.isError === true, told: JSON.parse(result.content[0].text) };
};
console.log(
  JSON.stringify({
    server: client.getServerVersion().name,
    tools: (await client.listTools()).tools.map((tool) => tool.name),
    names: await call("search_catalog", { event: "Paid" }),
    asked: await call("ask", { question: "drop table events" }),
    refused: await call("run_sql", { sql: "DROP TABLE events" }),
  }),
);
await client.close();
