// SPDX-License-Identifier: EUPL-1.2
// Gathers what the browser loads:  node tools/cssbundle.mjs --out DIRECTORY FILE...
//   components.css  the design system's packages of which a page or a style sheet names a class
//   theme.css       the theme tokens that those and our own style sheets read, directly or not
//   the other files as they are, and the fonts that they point at
// Each file is written as NAME-HASH.EXT, and NAME-HASH.EXT.gz when that is smaller. HTML files are
// read for their class names only. Licence comments stay. Components and theme get a cascade layer
// each, so that app.css and a municipality's theme win from them without force.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const packages = "node_modules/@utrecht";
const theme = "node_modules/@nl-design-system-unstable/voorbeeld-design-tokens";
const fonts = "node_modules/@fontsource/noto-sans/files";

const read = (file) => readFileSync(file, "utf8");
const unique = (list) => [...new Set(list)];
const namesIn = (text, pattern) => unique(text.match(pattern) ?? []);

function fail(file, what) {
  console.error(`${file}:1: ${what}`);
  process.exit(1);
}

function minify(css) {
  return css
    .replace(/@charset "[^"]*";/g, "")
    .replace(/\/\*[^]*?\*\//g, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,]) ?/g, "$1")
    .replace(/;}/g, "}")
    .trim();
}

// The packages in alphabetical order, which the design system's own bundle follows too.
function usedPackages(text) {
  const used = namesIn(text, /\butrecht-[a-z0-9-]+/g);
  const isUsed = (name) =>
    used.some((u) => u === `utrecht-${name}` || u.startsWith(`utrecht-${name}-`));
  return readdirSync(packages)
    .filter((directory) => directory.endsWith("-css"))
    .filter((directory) => isUsed(directory.slice(0, -"-css".length)))
    .filter((directory) => existsSync(join(packages, directory, "dist/index.css")));
}

function bundleComponents(text) {
  const sources = usedPackages(text).map((name) => ({
    label: `@utrecht/${name} ${JSON.parse(read(join(packages, name, "package.json"))).version}`,
    css: read(join(packages, name, "dist/index.css")),
  }));
  const holders = unique(sources.flatMap(({ css }) => css.match(/Copyright \(c\)[^\n]*/g) ?? []));
  const licence =
    `/*! @license EUPL-1.2\n${holders.join("\n")}\n` +
    `Bundled from ${sources.map(({ label }) => label).join(", ")} */\n`;
  return `${licence}@layer components{${minify(sources.map(({ css }) => css).join("\n"))}}\n`;
}

function bundleTheme(css) {
  const { version } = JSON.parse(read(join(theme, "package.json")));
  const values = new Map(
    [...read(join(theme, "dist/theme.css")).matchAll(/^\s*(--[\w-]+):\s*([^]*?);$/gm)].map(
      ([, name, value]) => [name, value],
    ),
  );
  const wanted = new Set(namesIn(css, /--[\w-]+/g));
  // A set keeps the order of insertion, and its iteration sees what is added on the way.
  for (const name of wanted)
    for (const next of namesIn(values.get(name) ?? "", /--[\w-]+/g)) wanted.add(next);
  const kept = [...values].filter(([name]) => wanted.has(name));
  return (
    `/*! @license EUPL-1.2\nTokens of @nl-design-system-unstable/voorbeeld-design-tokens ` +
    `${version}: the ${kept.length} of ${values.size} that are read */\n` +
    `@layer theme{.voorbeeld-theme{${kept.map(([name, value]) => `${name}:${value}`).join(";")}}}\n`
  );
}

const [flag, out, ...files] = process.argv.slice(2);
if (flag !== "--out" || files.length === 0) {
  console.error("usage: node tools/cssbundle.mjs --out DIRECTORY FILE...");
  process.exit(2);
}

// Writes a file under its hashed name, which it returns.
function publish(name, content) {
  const bytes = Buffer.from(content);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  const hashed = `${basename(name, extname(name))}-${hash}${extname(name)}`;
  writeFileSync(join(out, hashed), bytes);
  const compressed = gzipSync(bytes, { level: 9 });
  if (compressed.length < 0.9 * bytes.length) writeFileSync(join(out, `${hashed}.gz`), compressed);
  return hashed;
}

const published = new Map();
// What a sheet names: a font of the package, or a picture beside the sheet.
const publishNamed = (sheet, name) => {
  const path = [join(fonts, name), join(dirname(sheet), name)].find(existsSync);
  if (path === undefined) fail(sheet, `url(${name}) names no font of ${fonts} and no file beside it`);
  if (!published.has(name)) published.set(name, publish(name, readFileSync(path)));
  return `url(${published.get(name)})`;
};

const pages = files.filter((file) => file.endsWith(".html"));
const sheets = files.filter((file) => file.endsWith(".css"));
const ownCss = sheets.map(read).join("\n");
const components = bundleComponents(pages.map(read).join("\n") + ownCss);
publish("components.css", components);
publish("theme.css", bundleTheme(components + ownCss));
for (const sheet of sheets) {
  const [licence] = read(sheet).match(/^\/\*[^]*?\*\//) ?? fail(sheet, "no licence comment");
  const css = minify(read(sheet)).replace(/url\(([\w-]+\.(?:woff2|svg))\)/g, (_, name) =>
    publishNamed(sheet, name),
  );
  publish(basename(sheet), `${licence}\n${css}\n`);
}
for (const file of files.filter((f) => !pages.includes(f) && !sheets.includes(f)))
  publish(basename(file), readFileSync(file));
