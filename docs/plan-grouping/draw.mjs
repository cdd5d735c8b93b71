// SPDX-License-Identifier: EUPL-1.2
// Draws the example of the manual: a column for each group, a tile for each person, coloured by
// organisation.    node docs/plan-grouping/draw.mjs >docs/plan-grouping/groups.svg
import { readFileSync } from "node:fs";

const read = (name) => readFileSync(new URL(name, import.meta.url), "utf8").trim().split("\n");
const [head, ...rows] = read("people.csv").map((line) => line.split(","));
const plan = read("plan.csv").map(Number);
const people = rows.map((row, i) => ({ ...Object.fromEntries(head.map((name, c) => [name, row[c]])), group: plan[i] }));
const FILL = { "Social affairs": "#1b4f72", Space: "#7d3c00", Safety: "#14532d", Service: "#6b2158" };
const WIDTH = 168, HEIGHT = 40, LEFT = 20, TOP = 62;

const groups = [...new Set(plan)].sort((a, b) => a - b);
const order = Object.keys(FILL);
const tiles = groups.flatMap((g) => {
  const members = people.filter((person) => person.group === g)
    .sort((a, b) => order.indexOf(a.organisation) - order.indexOf(b.organisation) || a.years - b.years);
  const years = members.reduce((sum, person) => sum + Number(person.years), 0) / members.length;
  const x = LEFT + g * (WIDTH + 8), roles = new Set(members.map((person) => person.role)).size;
  return [`<text x="${x}" y="${TOP - 8}" font-weight="bold">group ${g}</text>`,
    ...members.flatMap((person, k) => [
      `<rect x="${x}" y="${TOP + k * (HEIGHT + 4)}" width="${WIDTH}" height="${HEIGHT}" rx="4" fill="${FILL[person.organisation]}"/>`,
      `<text x="${x + 10}" y="${TOP + k * (HEIGHT + 4) + 25}" fill="#ffffff">${person.id} ${person.role}, ${person.years} y</text>`]),
    `<text x="${x}" y="${TOP + 6 * (HEIGHT + 4) + 18}">${roles} roles, mean ${years.toFixed(1)} years</text>`];
});
const legend = order.map((name, k) =>
  `<rect x="${LEFT + k * 150}" y="364" width="14" height="14" fill="${FILL[name]}"/>` +
  `<text x="${LEFT + 20 + k * 150}" y="376">${name}</text>`);
console.log(`<!-- SPDX-License-Identifier: EUPL-1.2 -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 736 392" font-family="sans-serif" font-size="14" fill="#1a1a1a" role="img" aria-labelledby="t">
<title id="t">The plan of the example: twenty-four people in four groups of six, of every organisation one or two in each</title>
<rect width="736" height="392" fill="#ffffff"/>
<text x="20" y="26" font-weight="bold">Twenty-four people in four groups</text>
${[...tiles, ...legend].join("\n")}
</svg>`);
