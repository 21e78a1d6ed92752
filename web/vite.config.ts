import { existsSync } from "node:fs";
import { defineConfig } from "vite";

// The bundle has fixed names and lies where the server embeds it, so that building the server needs no Node.
// Until the crate is there its folder must not be: cargo takes every folder under crates for a member.
const crate = "../crates/linchpin-web";
const assets = process.env.LAB_ASSETS ?? (existsSync(`${crate}/Cargo.toml`) ? `${crate}/assets` : "dist");

export default defineConfig({
  base: "/assets/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: assets,
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    cssCodeSplit: false,
    rollupOptions: {
      output: { entryFileNames: "app.js", chunkFileNames: "[name].js", assetFileNames: "app[extname]", codeSplitting: false },
    },
  },
  server: { proxy: { "/api": process.env.LAB_SERVER ?? "http://127.0.0.1:7301" } },
});
