// Joins the files of app/styles into the one style sheet that browsers ask for (`make styles`).
import {build} from "esbuild";

/** What esbuild is asked, whether the sheet is made or the one that was made is checked. */
export const REGLAGES = {
  entryPoints: ["app/styles/portail.css"],
  outdir: "app/static",
  bundle: true,
  minify: true,
  charset: "utf8",
  external: ["/static/*"],
  target: ["chrome99", "firefox97", "safari15.4", "ios15.4"],
  banner: {css: "/* Made by `make styles` from app/styles. */"},
};

if (import.meta.main) await build(REGLAGES);
