// Joins the modules of app/scripts into the two files that browsers ask for (`make scripts`).
// Classic scripts, not modules: a page written in place of another (see televersement.js) would not run a module again.
import {build} from "esbuild";

/** What esbuild is asked, whether the scripts are joined or what was joined is checked. */
export const REGLAGES = {
  entryPoints: ["app/scripts/portail.js", "app/scripts/service-worker.js"],
  outdir: "app/scripts/dist",
  bundle: true,
  format: "iife",
  minify: true,
  charset: "utf8",
  target: "es2021",
  banner: {js: '// Made by `make scripts` from app/scripts.\n"use strict";'},
};

if (import.meta.main) await build(REGLAGES);
