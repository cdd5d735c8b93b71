// SPDX-License-Identifier: EUPL-1.2
// Rotations: how many rounds without a repeat are reached, beside the best published, row by row of the
// table in ../shared/data/planning; six rounds; two thousand people; and most pairs met where repeats
// cannot be avoided. Every plan is recounted by `plan check`.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const TABLE = "../shared/data/planning/p2-golf/sgp_best_known.csv";

function run(binary, words) {
  const { stdout, stderr, status } =
    spawnSync(binary, ["plan", ...words].map(String), { encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${words.join(" ")}: exit ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

function solve(binary, work, words, limit) {
  const plan = join(work, "rotation.csv");
  const answer = run(binary, ["rotation", ...words, ...limit, "--json", "--out", plan]);
  const recount = run(binary, ["check", "rotation", ...words.filter((word) => String(word).endsWith(".csv")),
    plan, ...words.filter((word) => !String(word).endsWith(".csv")), "--json"]);
  if (recount.pairs_met !== answer.pairs_met || recount.repeats !== answer.repeats)
    throw new Error(`${words.join(" ")}: the recount differs`);
  return answer;
}

const equal = (groups, size, rounds) => ["--groups", groups, "--size", size, "--rounds", rounds];

// The most rounds without a repeat: the best known within `seconds`, and else one less; and then more,
// as far as they come within a fifth of that.
function reach(binary, work, groups, size, best, most, seconds) {
  let cpu = 0;
  const hasNoRepeat = (rounds, limit) => {
    const answer = solve(binary, work, equal(groups, size, rounds), ["--seconds", limit]);
    cpu = Math.max(cpu, answer.cpu_seconds);
    return answer.repeats === 0;
  };
  if (!hasNoRepeat(best, seconds)) return { cpu, rounds: hasNoRepeat(best - 1, seconds) ? best - 1 : undefined };
  const cpuOfBest = cpu;
  let rounds = best;
  while (rounds < most && hasNoRepeat(rounds + 1, seconds / 5)) rounds++;
  return { cpu: cpuOfBest, rounds };
}

function measureTable(binary, work) {
  const rows = readFileSync(TABLE, "utf8").trim().split("\n").slice(1)
    .map((line) => line.split(",").slice(0, 4).map(Number)).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  console.log("groups x size | CPU s | rounds without a repeat | best known | counting bound");
  const total = { best: 0, near: 0, over: 0 };
  for (const [groups, size, best, most] of rows) {
    const { cpu, rounds } = reach(binary, work, groups, size, best, most, 5);
    total.best += rounds >= best;
    total.near += rounds >= best - 1;
    total.over += rounds > best;
    console.log(`${groups} x ${size} | ${cpu.toFixed(2)} | ${rounds ?? `below ${best - 1}`} | ${best} | ${most}`);
  }
  const share = (n) => `${n} of ${rows.length} (${((100 * n) / rows.length).toFixed(1)} %)`;
  console.log(`at the best known: ${share(total.best)}; within one round: ${share(total.near)}; above it: ${
    share(total.over)}`);
  return rows;
}

// Six rounds, where six or more are known, with up to ten groups: repeats, and the seconds they took.
function measureSix(binary, work, rows) {
  let slowest = 0, repeats = 0, n = 0;
  for (const [groups, size] of rows.filter(([groups, , best]) => best >= 6 && groups <= 10)) {
    const answer = solve(binary, work, equal(groups, size, 6), ["--seconds", 10]);
    n++;
    repeats += answer.repeats > 0;
    if (answer.cpu_seconds > 1 || answer.repeats > 0)
      console.log(`six rounds of ${groups} x ${size}: ${answer.repeats} repeats, ${answer.cpu_seconds} CPU s`);
    slowest = Math.max(slowest, answer.cpu_seconds);
  }
  console.log(`six rounds, best known at least six, up to ten groups: ${n - repeats} of ${n} without a repeat, ` +
    `the slowest in ${slowest.toFixed(2)} CPU s`);
}

// Six organisations of five, never two of one in a group.
function organisations(path) {
  writeFileSync(path, `id,organisation\n${Array.from({ length: 30 }, (_, i) => `${i},o${i % 6}\n`).join("")}`);
}

export function measureRotations(binary, work) {
  if (existsSync(TABLE)) measureSix(binary, work, measureTable(binary, work));
  else console.log(`skipped: ${TABLE} is not there`);
  const people = join(work, "organisations.csv");
  organisations(people);
  const sizes = [...Array(330).fill(6), ...Array(4).fill(5)].join(",");
  console.log("rotation | CPU s | pairs met | proven bound | repeats");
  const cases = [
    ["2,004 people in sixes, six rounds", equal(334, 6, 6)],
    ["2,000 people in sixes and fives, six rounds", [join(work, "many.csv"), "--sizes", sizes, "--rounds", 6]],
    ["30 people in fives, six rounds", equal(6, 5, 6)],
    ["24 people in sixes, six rounds", equal(4, 6, 6)],
    ["20 people in fours, six rounds", equal(5, 4, 6)],
    ["36 people in sixes, six rounds", equal(6, 6, 6)],
    ["six organisations of five, six rounds", [people, "--groups", 6, "--rounds", 6, "--apart", "organisation"]],
  ];
  writeFileSync(join(work, "many.csv"), `id\n${Array.from({ length: 2000 }, (_, i) => `${i}\n`).join("")}`);
  for (const [name, words] of cases) {
    const answer = solve(binary, work, words, ["--seconds", 10]);
    console.log(`${name} | ${answer.cpu_seconds} | ${answer.pairs_met} | ${answer.pairs_bound} | ${answer.repeats}`);
  }
}
