// The page's types, made from the API that the server publishes.
// Comes in: openapi.json of linchpin-web. Goes out: src/wire-schema.ts, or its text for the test that compares.
import { compile } from "json-schema-to-typescript";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const API = path.join(here, "../../crates/linchpin-web/openapi.json");
export const TYPES = path.join(here, "../src/wire-schema.ts");

export async function typesText() {
  const api = JSON.parse(fs.readFileSync(API, "utf8").replaceAll("#/components/schemas/", "#/definitions/"), (_, value) => {
    if (!value || typeof value !== "object") return value;
    // A reference with words of its own would become a type of its own.
    if ("$ref" in value) return { $ref: value.$ref };
    // A list of one to four is a list; a list of two and two is a pair.
    const { minItems, maxItems, ...rest } = value;
    return minItems === maxItems || Array.isArray(value) ? value : rest;
  });
  const schema = { title: "Api", type: "object", definitions: api.components.schemas, additionalProperties: false, properties: {} };
  const text = await compile(schema, "Api", {
    additionalProperties: false,
    unreachableDefinitions: true,
    bannerComment: "// Made by `npm run wire` from crates/linchpin-web/openapi.json: change the Rust types, not this file.",
    style: { printWidth: 140 },
  });
  return text
    .replace("export interface Api {}\n", "")
    .replace(/ \*\n \* This interface was referenced by `Api`'s JSON-Schema\n \* via the `definition` "\w+"\.\n/g, "")
    .replace(/\/\*\*\n *\* ([^\n]*)\n *\*\//g, "/** $1 */");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) fs.writeFileSync(TYPES, await typesText());
