// Development only: serves the built page and made-up answers in the shapes of the real server.
// node mock/server.mjs [PORT]
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readModel } from "./model.mjs";
import { compare, game, paths } from "./answers.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const models = new Map(["korea-2026"].map((n) => [n, readModel(path.join(here, "../../models", n))]));
const assets = process.env.LAB_ASSETS ?? path.join(here, "../../crates/linchpin-web/assets");
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const find = (name) => models.get(name) ?? [...models.values()].find((m) => m.name === name);

const server = http.createServer(async (request, response) => {
  const url = new URL(request.url, "http://localhost");
  const json = (value, status = 200) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(value));
  };
  try {
    if (request.method === "POST") {
      let text = "";
      for await (const chunk of request) text += chunk;
      const body = JSON.parse(text);
      const model = find(body.model);
      if (!model) return json({ why: `there is no model ${body.model}`, help: "see /api/models" }, 404);
      if (url.pathname === "/api/compare") {
        response.writeHead(200, { "content-type": "text/event-stream" });
        let open = true;
        response.on("close", () => (open = false));
        for (const [k, futures] of body.ladder.entries()) {
          await new Promise((done) => setTimeout(done, futures < 1000 ? 15 : futures < 10000 ? 250 : 1500));
          if (!open) return;
          response.write(`event: answer\ndata: ${JSON.stringify(compare(model, body, futures, k === body.ladder.length - 1))}\n\n`);
        }
        response.end("event: done\ndata: {}\n\n");
        return;
      }
      if (url.pathname === "/api/paths") return json(paths(model, body));
      if (url.pathname === "/api/game") return json(game(model, body));
    }
    if (url.pathname === "/api/models") return json([...models].map(([name, m]) => ({ name, title: m.title, ko: m.ko })));
    if (url.pathname.startsWith("/api/model/")) {
      const model = find(url.pathname.slice(11));
      return model ? json(model) : json({ why: "no such model", help: "see /api/models" }, 404);
    }
    const file = path.join(assets, url.pathname === "/" ? "index.html" : path.basename(url.pathname));
    if (!fs.existsSync(file)) return json({ why: "nothing here", help: "" }, 404);
    response.writeHead(200, { "content-type": TYPES[path.extname(file)] ?? "application/octet-stream", "content-security-policy": CSP });
    response.end(fs.readFileSync(file));
  } catch (error) {
    json({ why: String(error), help: "" }, 400);
  }
});
server.listen(Number(process.argv[2] ?? 7301), "127.0.0.1");
