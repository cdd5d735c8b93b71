// SPDX-License-Identifier: EUPL-1.2
// Further figures of the house: durable writes against one fsync each, a page of 200 participants,
// memory with ten thousand people, and how the cost of a page grows with the people in the database.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serve } from "../http/server.mjs";

const bench = join(process.env.VLIEGWIEL ?? "build/vliegwiel", "../bench");
const run = (file, ...rest) =>
  execFileSync(file, rest.map(String), { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

export function furnished(dir, name, participants, people) {
  const files = [join(dir, `${name}.db`), join(dir, `${name}.keys`)];
  const [cohort, token] = run(join(bench, "furnish"), ...files, participants, people).trim().split(" ");
  return { files, cohort, token };
}

// Microseconds of CPU, in process, of one page.
export function pageCost({ files, token }, path, times) {
  const [queries, bytes, us] = run(join(bench, "page"), ...files, path, token, times).split(" ").map(Number);
  return { queries, bytes, us };
}

// ---- durable writes ----------------------------------------------------------------------------

async function writesPerSecond(dir, round) {
  const house = furnished(dir, `writes-${round}`, 30, 0);
  const server = await serve("--db", house.files[0], "--keys", house.files[1], "--unlimited");
  const base = `http://127.0.0.1:${server.port}`;
  const form = await (await fetch(`${base}/organisaties/nieuw`, { headers: { Cookie: `s=${house.token}` } })).text();
  const csrf = /name="_csrf" value="([0-9a-f]+)"/.exec(form)[1];
  const said = spawnSync("wrk", ["-t1", "-c64", "-d3s", "--latency", "-s", "tests/bench/post.lua", base, "--",
    csrf, house.token, base], { encoding: "utf8" }).stdout;
  await server.stop();
  if (/Non-2xx|Socket errors/.test(said)) throw new Error(`wrk: ${said}`);
  const [, p99, unit] = /99%\s+([\d.]+)(us|ms|s)/.exec(said);
  return { perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(said)[1]),
    p99: Number(p99) * { us: 0.001, ms: 1, s: 1000 }[unit] };
}

// The two take turns, so that a disk that is slow for a while is slow for both.
export async function durableWrites(dir) {
  const rounds = [];
  for (let round = 0; round < 3; round++) {
    const alone = Number(run(join(bench, "commit"), join(dir, `alone-${round}.db`), 2));
    rounds.push({ alone, ...(await writesPerSecond(dir, round)) });
  }
  return rounds.sort((a, b) => a.perSecond / a.alone - b.perSecond / b.alone)[1];
}

// ---- memory ------------------------------------------------------------------------------------

export async function memoryAfterLoad(house) {
  const server = await serve("--db", house.files[0], "--keys", house.files[1], "--unlimited");
  for (const path of [`/lichtingen/${house.cohort}`, "/mensen"]) {
    spawnSync("wrk", ["-t1", "-c64", "-d2s", "-H", `Cookie: s=${house.token}`, `http://127.0.0.1:${server.port}${path}`]);
  }
  const mib = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))[1]) / 1024;
  await server.stop();
  return mib;
}

// ---- growth ------------------------------------------------------------------------------------

export const SIZES = [100, 1000, 10000, 100000, 1000000];

export function growth(dir) {
  return SIZES.map((people) => {
    const house = furnished(dir, `growth-${people}`, 30, people);
    return { people, cohort: pageCost(house, `/lichtingen/${house.cohort}`, 500).us, list: pageCost(house, "/mensen", 100).us };
  });
}

// Both axes by powers of ten; the figures stand at the marks.
export function growthPicture(rows) {
  const x = (people) => 60 + (Math.log10(people) - 2) * 130;
  const y = (us) => 280 - (Math.log10(us) - 1) * 75;
  const line = (key, mark) => `<polyline points="${rows.map((r) => `${x(r.people)},${y(r[key])}`).join(" ")}" class="line"/>` +
    rows.map((r) => `${mark(x(r.people), y(r[key]))}<text x="${x(r.people)}" y="${y(r[key]) - 10}" class="n">${r[key].toFixed(0)}</text>`).join("");
  const grid = [10, 100, 1000, 10000].map((us) => `<path d="M50 ${y(us)}H640" class="grid"/><text x="46" y="${y(us) + 4}" class="axis">${us}</text>`).join("");
  mkdirSync("build/bench", { recursive: true });
  writeFileSync("build/bench/growth.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 330" role="img">
<title>CPU of a page against the people in the database</title>
<desc>${rows.map((r) => `${r.people} people: cohort ${r.cohort.toFixed(0)}, list ${r.list.toFixed(0)} microseconds`).join("; ")}</desc>
<style>text{font:12px sans-serif}.axis{text-anchor:end}.n,.people{text-anchor:middle}.grid{stroke:#ccc}.line{fill:none;stroke:#003f7f;stroke-width:2}</style>
${grid}${line("cohort", (cx, cy) => `<circle cx="${cx}" cy="${cy}" r="4" fill="#003f7f"/>`)}
${line("list", (cx, cy) => `<rect x="${cx - 4}" y="${cy - 4}" width="8" height="8" fill="#8a5200"/>`)}
${rows.map((r) => `<text x="${x(r.people)}" y="300" class="people">${r.people}</text>`).join("")}
<text x="60" y="320">people; circles: page of a cohort of 30; squares: list of people; microseconds of CPU</text>
</svg>\n`);
}
