// Compiles GOV.UK Frontend and collects the browser's libraries into static/vendor/ (`make` runs it after `npm ci`).
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "..", "node_modules");
const vendor = join(here, "vendor");

const scripts = {
  "govuk-frontend.min.js": ["govuk-frontend", "dist/govuk/govuk-frontend.min.js"],
  "chart.umd.min.js": ["chart.js", "dist/chart.umd.min.js"],
  "axe.min.js": ["axe-core", "axe.min.js"], // for the tests only
};

/** One line that says what a file is and under which licence. */
function banner(name) {
  const { version, license } = JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
  return `/*! ${name} ${version}, ${license} licence */\n`;
}

/** The style sheet; throws where it would bring along a font or a picture. */
function styles() {
  const { css } = sass.compile(join(here, "scss", "govuk.scss"), {
    loadPaths: [modules],
    quietDeps: true,
    style: "compressed",
    charset: false, // no byte order mark after the banner
  });
  const foreign = css.match(/@font-face|GDS Transport|url\([^)]{0,80}/i);
  if (foreign) throw new Error(`the style sheet refers to ${foreign[0]}`);
  return banner("govuk-frontend") + css;
}

/** A script without the address of its source map, which hashed file names would break. */
function script(name, path) {
  const source = readFileSync(join(modules, name, path), "utf8");
  return banner(name) + source.replace(/\/\/# sourceMappingURL=\S+\s*$/, "");
}

rmSync(vendor, { recursive: true, force: true });
mkdirSync(vendor);
for (const [file, [name, path]] of Object.entries(scripts)) writeFileSync(join(vendor, file), script(name, path));
writeFileSync(join(vendor, "govuk-frontend.min.css"), styles()); // last: make takes it for the sign that all are there
