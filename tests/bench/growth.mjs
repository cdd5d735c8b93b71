// SPDX-License-Identifier: EUPL-1.2
// How time and memory of each planning engine grow with the size of its problem: generated instances,
// one run each with an effort of 1, a table, and a plot in build/bench/growth-PROBLEM.svg. Memory is the
// highest that the process and those it starts held at once, as the kernel counts it (VmHWM).
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const PLOTS = "build/bench";

function drawer(seed) {
  let state = seed;
  return (n) => Math.floor(((state = (state * 16807) % 2147483647) / 2147483647) * n);
}
const list = (n, value) => Array.from({ length: n }, (_, k) => value(k));

// ---- instances ----------------------------------------------------------------------------------------

function people(n) {
  const draw = drawer(1);
  return ["id,organisation,age,scale,score",
    ...list(n, (i) => [i, `o${draw(6)}`, 20 + draw(45), 6 + draw(9), draw(1000)].join(","))].join("\n");
}

// Groups of twenty-odd, of whom some two to sixteen cannot come at any one time, and few rooms.
function dates(groups) {
  const draw = drawer(2), slots = 300, modules = 6, facilitators = Math.ceil(groups / 2) + 2;
  return ["DATES 1", `${groups} ${modules} ${slots} ${facilitators} 20`, list(groups, () => 18 + draw(8)).join(" "),
    ...list(groups, () => list(slots, () => 2 + draw(8) + draw(8)).join(" ")),
    ...list(facilitators, () => list(modules, () => (draw(3) > 0 ? 1 : 0)).join(" ")),
    ...list(facilitators, () => list(slots, () => (draw(4) > 0 ? 1 : 0)).join(" ")),
    list(slots, () => 1 + Math.floor(groups / 40)).join(" ")].join("\n");
}

// Jobs ten times the agents, with capacities of four fifths of what they need on average.
function allocation(agents) {
  const draw = drawer(3), jobs = 10 * agents;
  const hours = list(agents, () => list(jobs, () => 5 + draw(21)));
  return [`${agents} ${jobs}`, ...list(agents, () => list(jobs, () => 10 + draw(41)).join(" ")),
    ...hours.map((row) => row.join(" ")),
    hours.map((row) => Math.floor((0.8 * row.reduce((a, b) => a + b)) / agents)).join(" ")].join("\n");
}

function savings(families) {
  const draw = drawer(4), quarters = 16, courses = list(4 * families, (k) => [k % families,
    (k + 1 + draw(families - 1)) % families, 3 + draw(8)]).filter(([from, to]) => from !== to);
  const base = [];
  const lines = list(families, (f) => {
    const staff = 5 + draw(60), wage = 10 + draw(15), end = f % 3 === 0 ? 0.7 : 1;
    base.push(staff * wage);
    return [staff, wage, (0.005 + 0.0002 * draw(100)).toFixed(4), staff,
      ...list(quarters, (t) => (staff * (1 + ((end - 1) * (t + 1)) / quarters)).toFixed(1))].join(" ");
  });
  return ["SAVINGS 1", `${families} ${quarters} ${courses.length} ${Math.ceil(families / 10)} ${
    base.reduce((a, b) => a + b)}`, ...lines, ...courses.map((course) => course.join(" "))].join("\n");
}

const GROWTH = [
  { problem: "rotation", unit: "people, six rounds in sixes", sizes: [24, 48, 96, 192, 384, 768, 1536],
    options: (n) => ["--groups", n / 6, "--size", 6, "--rounds", 6] },
  { problem: "grouping", unit: "people, in groups of twenty", sizes: [100, 300, 1000, 3000, 10000, 30000, 100000],
    file: people, options: (n) => ["--groups", n / 20, "--diverse", "organisation,age,scale,score"] },
  { problem: "dates", unit: "groups, six modules in 300 half-days", sizes: [4, 8, 16, 32, 64, 128], file: dates,
    format: "dates", options: () => [] },
  { problem: "allocation", unit: "people, ten packages each", sizes: [5, 10, 20, 40, 80, 160], file: allocation,
    format: "gap", options: () => [] },
  { problem: "savings", unit: "job families, sixteen quarters", sizes: [10, 20, 40, 80, 160, 320], file: savings,
    format: "savings", options: () => [] },
];

// ---- measuring ----------------------------------------------------------------------------------------

const read = (path) => { try { return readFileSync(path, "utf8"); } catch { return ""; } };

function kilobytes(pid) {
  const own = Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
  const children = read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean);
  return own + children.reduce((sum, child) => sum + kilobytes(child), 0);
}

function run(binary, words) {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, words.map(String), { stdio: ["ignore", "pipe", "pipe"] });
    let out = "", err = "", most = 0;
    const look = () => { most = Math.max(most, kilobytes(child.pid)); };
    const timer = setInterval(look, 5);
    look();
    child.stdout.on("data", (bytes) => { out += bytes; });
    child.stderr.on("data", (bytes) => { err += bytes; });
    child.on("close", (code) => {
      clearInterval(timer);
      code === 0 || code === 3 ? resolve({ answer: JSON.parse(out), megabytes: most / 1024 })
        : reject(new Error(`${words.join(" ")}: exit ${code}: ${err}`));
    });
  });
}

async function measure(binary, work, growth, size) {
  const words = ["plan", growth.problem];
  if (growth.file) {
    const path = join(work, "growth");
    writeFileSync(path, `${growth.file(size)}\n`);
    words.push(path, "--format", growth.format ?? "csv");
  }
  words.push("--effort", 1, "--json", "--out", join(work, "plan"), ...growth.options(size));
  const { answer, megabytes } = await run(binary, words);
  return { size, seconds: answer.cpu_seconds, megabytes, gap: answer.gap, feasible: answer.feasible };
}

// ---- drawing ------------------------------------------------------------------------------------------

// One panel with both axes logarithmic: a line through the points, and a label at each power of ten.
function panel(left, title, points, unit) {
  const width = 250, height = 170, top = 50;
  const range = (values) => {
    const low = Math.floor(Math.log10(Math.min(...values))), high = Math.ceil(Math.log10(Math.max(...values)));
    return [low, high > low ? high : low + 1];
  };
  const [x0, x1] = range(points.map(([x]) => x)), [y0, y1] = range(points.map(([, y]) => y));
  const x = (value) => left + (width * (Math.log10(value) - x0)) / (x1 - x0);
  const y = (value) => top + height - (height * (Math.log10(value) - y0)) / (y1 - y0);
  const power = (k) => (k >= 0 ? String(10 ** k) : (10 ** k).toFixed(-k));
  const parts = [`<text x="${left}" y="${top - 14}" class="title">${title}</text>`];
  for (let k = y0; k <= y1; k++)
    parts.push(`<line x1="${left}" x2="${left + width}" y1="${y(10 ** k)}" y2="${y(10 ** k)}" class="grid"/>`,
      `<text x="${left - 6}" y="${y(10 ** k) + 4}" text-anchor="end">${power(k)}</text>`);
  for (let k = x0; k <= x1; k++)
    parts.push(`<line x1="${x(10 ** k)}" x2="${x(10 ** k)}" y1="${top}" y2="${top + height}" class="grid"/>`,
      `<text x="${x(10 ** k)}" y="${top + height + 16}" text-anchor="middle">${power(k)}</text>`);
  parts.push(`<polyline points="${points.map(([a, b]) => `${x(a).toFixed(1)},${y(b).toFixed(1)}`).join(" ")}"/>`,
    ...points.map(([a, b]) => `<circle cx="${x(a).toFixed(1)}" cy="${y(b).toFixed(1)}" r="3.5"/>`),
    `<text x="${left + width / 2}" y="${top + height + 34}" text-anchor="middle">${unit}</text>`);
  return parts.join("\n");
}

function draw(growth, rows) {
  const style = "text{font:12px sans-serif;fill:#222}.title{font-weight:bold}.grid{stroke:#ddd}" +
    "polyline{fill:none;stroke:#1d4f91;stroke-width:2}circle{fill:#1d4f91}";
  const svg = [`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 270" width="660" height="270" role="img">`,
    `<title>${growth.problem}: time and memory by size</title><style>${style}</style>`,
    `<rect width="660" height="270" fill="#fff"/><text x="60" y="18" class="title">${growth.problem}</text>`,
    panel(60, "CPU seconds", rows.map((row) => [row.size, Math.max(row.seconds, 0.001)]), growth.unit),
    panel(390, "memory, MB", rows.map((row) => [row.size, row.megabytes]), growth.unit), "</svg>", ""].join("\n");
  mkdirSync(PLOTS, { recursive: true });
  writeFileSync(join(PLOTS, `growth-${growth.problem}.svg`), svg);
}

// ---- the whole ----------------------------------------------------------------------------------------

export async function measureGrowth(binary, work, wanted) {
  const words = await new Promise((resolve) => {
    const help = spawn(binary, ["plan", "--help"], { stdio: ["ignore", "pipe", "ignore"] });
    let text = "";
    help.stdout.on("data", (bytes) => { text += bytes; });
    help.on("close", () => resolve(text.split(/[\s;]+/)));
  });
  console.log("\nproblem | size | CPU s | memory MB | gap");
  for (const growth of GROWTH) {
    if ((wanted && wanted !== growth.problem) || !words.includes(growth.problem)) continue;
    const rows = [];
    for (const size of growth.sizes) {
      const row = await measure(binary, work, growth, size);
      rows.push(row);
      console.log([growth.problem, size, row.seconds, row.megabytes.toFixed(1),
        row.feasible ? `${(100 * row.gap).toFixed(3)} %` : "not feasible"].join(" | "));
    }
    draw(growth, rows);
    console.log(`drawn: ${join(PLOTS, `growth-${growth.problem}.svg`)}`);
  }
}
