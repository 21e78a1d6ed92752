import fs from "node:fs";
import { expect, test } from "vitest";
import { TYPES, typesText } from "./wire.mjs";

test("the page's types are those of the server's API: `npm run wire` makes them anew", async () => {
  expect(fs.readFileSync(TYPES, "utf8")).toBe(await typesText());
});
