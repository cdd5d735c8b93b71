// SPDX-License-Identifier: EUPL-1.2
// The program and a browser for the end-to-end tests: a fresh database, the real binary on a free
// port, Debian's Chromium. Everything it starts, it ends.
import { spawn, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const binary = process.env.VLIEGWIEL ?? "build/vliegwiel";
export const pictures = "build/e2e";

// The files of a whole municipality where they are at hand, else the invented ones of the demo.
export const people = existsSync("../shared/data/people/gemeente-afas.csv")
  ? "../shared/data/people"
  : "demo/people";

export async function houseOpen() {
  const folder = mkdtempSync(join(tmpdir(), "vliegwiel-e2e-"));
  const db = join(folder, "house.db");
  const run = (...args) => {
    const { input, rest } = typeof args.at(-1) === "object" ? { ...args.pop(), rest: args } : { rest: args };
    return execFileSync(binary, [...rest, "--db", db], { input, encoding: "utf8" });
  };
  run("migrate");
  const house = { db, run, folder };
  house.start = async () => {
    const server = spawn(binary, ["serve", "--db", db, "--port", house.port ?? "0"], { stdio: ["ignore", "pipe", "inherit"] });
    house.server = server;
    house.url = await new Promise((resolve, reject) => {
      server.once("exit", (code) => reject(new Error(`the program ended with ${code}`)));
      server.stdout.once("data", (line) => resolve(/URL (\S+)\//.exec(String(line))[1]));
    });
    house.port = new URL(house.url).port; // after a stop it comes back at the same address
  };
  house.stop = async () => {
    const ended = new Promise((resolve) => house.server.once("exit", resolve));
    house.server.kill("SIGTERM");
    return ended;
  };
  house.close = async () => {
    await house.browser.close();
    const code = await house.stop();
    rmSync(folder, { recursive: true });
    return code;
  };
  house.browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  mkdirSync(pictures, { recursive: true });
  return house;
}

// The demo in its own folder: gives the accounts by role, as the demo prints them.
export async function demoOpen(house) {
  const server = spawn(binary, ["demo", "--db", join(house.folder, "demo.db"), "--port", "0"],
    { stdio: ["ignore", "pipe", "ignore"] });
  let said = "";
  house.server = server;
  const accounts = await new Promise((resolve, reject) => {
    server.once("exit", (code) => reject(new Error(`the demo ended with ${code}`)));
    server.stdout.on("data", (part) => {
      said += part;
      const found = new Map([...said.matchAll(/^([a-z-]+) (\S+@\S+) (\S+)$/gm)].map(([, role, ...who]) => [role, who]));
      if (found.has("partner-coordinator")) resolve(found);
    });
  });
  house.url = /URL (\S+)\//.exec(said)[1];
  return accounts;
}

// A browser of one person; whatever the console calls an error ends up in `complaints`.
export async function personOpen(house, { script = true } = {}) {
  const context = await house.browser.newContext({
    baseURL: house.url, locale: "nl-NL", javaScriptEnabled: script, viewport: { width: 1200, height: 900 } });
  const page = await context.newPage();
  page.complaints = [];
  page.on("console", (m) => {
    const expected = /status of (4\d\d)/.test(m.text()); // an answer that the test asked for
    if (m.type() === "error" && !expected) page.complaints.push(`${page.url()}: ${m.text()}`);
  });
  page.on("pageerror", (e) => page.complaints.push(`${page.url()}: ${e.message}`));
  return page;
}

export async function signIn(page, email, password) {
  await page.goto("/aanmelden");
  await page.fill("#email", email);
  await page.fill("#wachtwoord", password);
  await page.click("main button[type=submit]");
  await page.waitForLoadState();
}

// Accessibility and layout of the page that stands open, in both widths; a picture of each.
export async function pageInspect(page, name) {
  const found = [];
  for (const width of [1200, 320]) {
    // As high as the page, so that a bar that stays in sight covers nothing.
    await page.setViewportSize({ width, height: 900 });
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width, height });
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (sideways > 0) found.push(`${name} scrolls ${sideways} px sideways at ${width}`);
    await page.evaluate(axeSource);
    const { violations } = await page.evaluate(() =>
      axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
    for (const v of violations)
      found.push(`${name} at ${width}: ${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).slice(0, 3).join(" | ")}`);
    const lang = await page.getAttribute("html", "lang");
    await page.screenshot({ path: join(pictures, `${name}-${lang}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1200, height: 900 });
  return found;
}

// The same page in the other language, and back again.
export async function pageInspectBoth(page, name) {
  const found = await pageInspect(page, name);
  const here = page.url();
  await page.click("footer form button");
  await page.goto(here);
  found.push(...(await pageInspect(page, name)));
  await page.click("footer form button");
  await page.goto(here);
  return found;
}

// A person at work, counted: every click, every field that is filled in (a choice from a list and a
// file are fields too, Enter is a click), and every key that is struck.
export function handsOf(page) {
  const hands = { clicks: 0, fields: 0, keys: 0 };
  const settled = () => page.waitForLoadState();
  hands.click = async (target) => {
    hands.clicks++;
    await target.click();
    await settled();
  };
  hands.fill = async (selector, text) => {
    hands.fields++;
    hands.keys += text.length;
    await page.fill(selector, text);
  };
  hands.choose = async (selector, option) => {
    hands.fields++;
    await page.selectOption(selector, option);
  };
  hands.file = async (selector, file) => {
    hands.fields++;
    await page.setInputFiles(selector, file);
  };
  return hands;
}
