// SPDX-License-Identifier: EUPL-1.2
// How much work it is: every click and every field of a coordinator who fills a cohort of 24, plans its
// groups for six modules, gives six sessions a date and notes who came; and how long attendance of 24
// and of 40 people takes by hand. What comes before (people, programme, roles) is not counted.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { handsOf, houseOpen, pageInspectBoth, people, personOpen, signIn } from "./house.mjs";

const password = "een lange zin als wachtwoord";
const email = "fatima@vliegstad.example";
let house, page;
const faults = [];
const button = (name) => page.getByRole("button", { name, exact: true });
const link = (name) => page.getByRole("link", { name, exact: true });
const main = () => page.textContent("main");
const iso = (day) => day.toISOString().slice(0, 10);

async function importPeople() {
  await page.goto("/importen/nieuw");
  await page.selectOption("#organisatie", { label: "Gemeente Vliegstad" });
  await page.check("input[name=soort][value=people]");
  await page.fill("#bron", "AFAS");
  await page.setInputFiles("#bestand", join(people, "gemeente-afas.csv"));
  await page.click("main form button[type=submit]");
  await page.waitForLoadState();
  if (page.url().endsWith("/kolommen")) await page.click("main form button[type=submit]");
  await page.waitForLoadState();
  await button("Verwerk het bestand").click();
  await page.waitForLoadState();
}

before(async () => {
  house = await houseOpen();
  house.run("user", "add", "--email", email, "--name", "Fatima El Amrani", "--role", "owner",
    "--organisation", "Gemeente Vliegstad", { input: `${password}\n` });
  await house.start();
  page = await personOpen(house);
  await signIn(page, email, password);
  for (const role of ["coordinator", "facilitator"]) {
    await page.goto("/mensen/1/rollen");
    await page.selectOption("#rol", role);
    await page.selectOption("#organisatie", { label: "Gemeente Vliegstad" });
    await page.click("main form button[type=submit]:visible >> nth=-1");
    await page.waitForLoadState();
  }
  await importPeople();
  await page.goto("/leergangen/nieuw");
  await page.fill("#naam", "Samen naar buiten");
  await page.fill("#doel", "Samen leren werken.");
  await button("Maak de leergang").click();
  await page.waitForLoadState();
});
after(async () => {
  assert.deepEqual([...faults, ...page.complaints], []);
  assert.equal(await house.close(), 0);
});

test("24 placed, six rotations, six sessions, attendance of 24: at most 25 clicks and 12 fields", async () => {
  await page.goto("/");
  const hands = handsOf(page);
  // the cohort, and its applicants from their file
  await hands.click(link("Lichtingen"));
  await hands.click(link("Maak een lichting"));
  await hands.click(button("Maak de lichting"));
  await hands.click(link("Kies de deelnemers"));
  await hands.click(link("Haal aanmeldingen uit een bestand"));
  await hands.fill("#bron", "Aanmeldingen");
  await hands.file("#bestand", join(people, "aanmeldingen-31.csv"));
  await hands.click(page.locator("main form button[type=submit]"));
  if (page.url().endsWith("/kolommen")) await hands.click(page.locator("main form button[type=submit]"));
  await hands.click(button("Verwerk het bestand"));
  // 24 of them placed
  await hands.click(link("Lichtingen"));
  await hands.click(link("Lichting 1"));
  await hands.click(link("Aanmeldingen"));
  await hands.click(button("Sla de plaatsing op"));
  assert.match(await main(), /24 mensen hebben een plaats, 7 wachten/);
  // groups for six modules
  await hands.click(link("Groepen"));
  await hands.click(button("Maak de groepen voor alle modules"));
  await page.waitForSelector("text=276 van 276", { timeout: 60000 });
  await hands.click(button("Gebruik deze groepen"));
  const groups = await (await page.request.get("/api/v1/cohorts/1/groups")).json();
  assert.equal(groups.length, 6 * 24);
  // six dates
  await hands.click(link("Bijeenkomsten"));
  await hands.fill("#eerste", iso(new Date()));
  await hands.fill("#begin", "09:30");
  await hands.fill("#einde", "12:30");
  await hands.fill("#zaal", "Wijkcentrum De Brug");
  await hands.choose("#leiding", { index: 1 });
  await hands.click(button("Vul de rest in"));
  const sessions = await (await page.request.get("/api/v1/cohorts/1/sessions")).json();
  assert.equal(sessions.filter((s) => s.day && s.facilitators && s.place).length, 6);
  // who came to the first one
  await hands.click(page.getByRole("link", { name: /^Aanwezigheid/ }).first());
  await hands.fill("#nummers", "4a 9");
  await hands.click(button("Sla aanwezigheid op"));
  assert.match(await main(), /22 van (de )?24.*23 van (de )?24/s);
  console.log(`# ${hands.clicks} clicks, ${hands.fields} fields`);
  assert.ok(hands.clicks <= 25, `${hands.clicks} clicks`);
  assert.ok(hands.fields <= 12, `${hands.fields} fields`);
});

// The keystroke-level model of Card, Moran and Newell (1980), in seconds: a key by somebody who seldom
// types 0.5, pointing 1.1, pressing the button 0.2, a hand from mouse to keyboard or back 0.4, thinking
// before a step 1.35. Every page that must come counts as one second.
const seconds = ({ clicks, fields, keys, thoughts, pages }) =>
  clicks * (1.1 + 0.2) + fields * (1.1 + 0.2 + 2 * 0.4) + keys * 0.5 + thoughts * 1.35 + pages;

// A second cohort of as many people as asked, its first session today.
async function cohortOf(n, number) {
  const ids = readFileSync(join(people, "gemeente-afas.csv"), "utf8").split(/\r?\n/).slice(1)
    .map((line) => line.split(";")[0]).filter(Boolean);
  const file = join(house.folder, `aanmeldingen-${n}.csv`);
  const chosen = [...new Set(ids)].slice(0, n);
  writeFileSync(file, ["Medewerker;Leervraag;Akkoord leidinggevende;Uren per week vrij;Samen met;Via oud-deelnemer",
    ...chosen.map((id) => `${id};Hoe?;ja;4;;`)].join("\r\n"));
  await page.goto("/lichtingen/nieuw");
  await page.fill("#plaatsen", String(n));
  await page.fill("#minimum", "0");
  await page.fill("#maximum", String(n));
  await button("Maak de lichting").click();
  await page.waitForLoadState();
  const cohort = new URL(page.url()).pathname;
  await link("Kies de deelnemers").click();
  await link("Haal aanmeldingen uit een bestand").click();
  await page.fill("#bron", `Aanmeldingen ${number}`);
  await page.setInputFiles("#bestand", file);
  await page.click("main form button[type=submit]");
  await page.waitForLoadState();
  if (page.url().endsWith("/kolommen")) await page.click("main form button[type=submit]");
  await page.waitForLoadState();
  await button("Verwerk het bestand").click();
  await page.waitForLoadState();
  await page.goto(`${cohort}/aanmeldingen`);
  const boxes = page.locator("input[name=plaats]");
  for (let i = 0; i < (await boxes.count()); i++) await boxes.nth(i).check();
  await button("Sla de plaatsing op").click();
  await page.waitForLoadState();
  if (await page.locator("#reden").count()) { // a rule is broken, and the coordinator says why
    await page.fill("#reden", "Iedereen doet mee.");
    await button("Sla de plaatsing op").click();
    await page.waitForLoadState();
  }
  await page.goto(`${cohort}/bijeenkomsten`);
  await page.fill("#eerste", iso(new Date()));
  await button("Vul de rest in").click();
  await page.waitForLoadState();
  const sessions = await (await page.request.get(`/api/v1/cohorts/${cohort.split("/")[2]}/sessions`)).json();
  assert.equal(sessions[0].n_expected, n);
  return sessions[0].id;
}

for (const [n, number] of [[24, 2], [40, 3]])
  test(`attendance of ${n} people, a quarter not there, in less than two minutes`, async () => {
    const session = await cohortOf(n, number);
    const away = Array.from({ length: n / 4 }, (_, i) => 4 * i + 1);
    // by the numbers of the paper list
    await page.goto(`/bijeenkomsten/${session}`);
    let hands = handsOf(page);
    await hands.click(link("Noteer aanwezigheid"));
    await hands.fill("#nummers", away.map((code, i) => (i % 2 ? `${code}a` : `${code}`)).join(" "));
    await hands.click(button("Sla aanwezigheid op"));
    const came = new RegExp(`${n - away.length} van (de )?${n}`);
    assert.match(await main(), came);
    const byNumber = seconds({ ...hands, thoughts: away.length + 2, pages: 2 });
    // by the choices, on a phone: one tap for each who was not there
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(`/bijeenkomsten/${session}`);
    hands = handsOf(page);
    await hands.click(link("Noteer aanwezigheid"));
    for (const code of away)
      await hands.click(page.locator("fieldset").nth(code - 1).locator("label").nth(code % 2 ? 0 : 2));
    for (const code of away)
      await hands.click(page.locator("fieldset").nth(code - 1).locator("label").nth(2));
    await hands.click(button("Sla aanwezigheid op"));
    const half = { ...hands, clicks: hands.clicks - away.length }; // the first taps only make it new
    const byTap = seconds({ ...half, thoughts: away.length + 2, pages: 2 });
    assert.match(await main(), came);
    await page.setViewportSize({ width: 1200, height: 900 });
    console.log(`# ${n} people: ${byNumber.toFixed(0)} s by number, ${byTap.toFixed(0)} s by tap`);
    assert.ok(byNumber < 120 && byTap < 120, `${byNumber} s by number, ${byTap} s by tap`);
    await page.goto(`/bijeenkomsten/${session}/aanwezigheid`);
    faults.push(...(await pageInspectBoth(page, `aanwezigheid-${n}`)));
  });
