// SPDX-License-Identifier: EUPL-1.2
// The main job as a coordinator walks it, in a browser, on real files: people, programme, cohort,
// groups, dates, attendance; then what a participant sees. Every page type is looked at on the way.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { houseOpen, pageInspect, pageInspectBoth, people, personOpen, signIn } from "./house.mjs";

const password = "een lange zin als wachtwoord";
const file = (name) => `${people}/${name}`;
const rows = (name) =>
  readFileSync(file(name), "utf8").replace(/^\ufeff/, "").trim().split(/\r?\n/).slice(1).map((line) => line.split(";"));
let house, page;
const faults = [];
const inspect = async (name) => faults.push(...(await pageInspectBoth(page, name)));
// A page that a GET would not give again: an answer to a form, in the language of the moment.
const inspectAnswer = async (name) => faults.push(...(await pageInspect(page, name)));

before(async () => {
  house = await houseOpen();
  house.run("user", "add", "--email", "fatima@vliegstad.example", "--name", "Fatima El Amrani", "--role", "owner",
    "--organisation", "Gemeente Vliegstad", { input: `${password}\n` });
  await house.start();
  page = await personOpen(house);
});
after(async () => assert.equal(await house.close(), 0, "the program stops with exit code 0"));

const submit = async (label) => {
  await page.getByRole("button", { name: label, exact: true }).click();
  await page.waitForLoadState();
};
const heading = async () => (await page.textContent("h1")).trim();

test("the owner signs in", async () => {
  await page.goto("/lichtingen");
  assert.match(page.url(), /\/aanmelden/, "without a session one comes to the sign-in page");
  await inspect("aanmelden");
  await page.fill("#email", "fatima@vliegstad.example");
  await page.fill("#wachtwoord", "verkeerd wachtwoord");
  await page.click("main button[type=submit]");
  assert.equal(await page.inputValue("#email"), "fatima@vliegstad.example", "the e-mail address is kept");
  await page.fill("#wachtwoord", password);
  await page.click("main button[type=submit]");
  assert.match(page.url(), /\/lichtingen$/, "and goes on to the page that was asked for");
  await page.goto("/");
  await inspect("thuis-leeg");
});

test("the owner becomes coordinator as well", async () => {
  await page.goto("/mensen");
  await page.getByRole("link", { name: "Fatima El Amrani" }).click();
  await page.locator("main a[href$='/rollen']").first().click();
  await page.selectOption("#rol", "coordinator");
  await page.selectOption("#organisatie", { label: "Gemeente Vliegstad" });
  await page.click("main form button[type=submit]:visible >> nth=-1");
  await page.waitForLoadState();
  assert.match(await page.textContent("main"), /coördinator/);
});

test("a partner is added", async () => {
  await page.goto("/organisaties/nieuw");
  await page.fill("#naam", "Politie");
  await page.selectOption("#soort", "police");
  await page.fill("#letter", "x");
  await submit("Sla op");
  assert.match(await page.textContent("main"), /Vul één hoofdletter in/);
  assert.equal(await page.inputValue("#naam"), "Politie", "what was typed is kept");
  await inspectAnswer("organisatie-fout");
  await page.fill("#letter", "P");
  await submit("Sla op");
  assert.match(await page.textContent("main"), /Politie is toegevoegd/);
  await inspect("organisaties");
});

// Uploads a file through the pages; gives the numbers on the preview: new, changed, same, missing.
async function upload(organisation, source, name, kind = "people") {
  if (kind === "people") await page.goto("/importen/nieuw");
  await page.selectOption("#organisatie", { label: organisation });
  await page.check(`input[name=soort][value=${kind}]`);
  await page.fill("#bron", source);
  await page.setInputFiles("#bestand", file(name));
  await page.click("main form button[type=submit]");
  await page.waitForLoadState();
  if (page.url().endsWith("/kolommen")) {
    await inspect(`kolommen-${kind}`);
    await page.click("main form button[type=submit]");
    await page.waitForLoadState();
  }
  return (await page.locator(".vw-kpis .vw-big").allTextContents()).map(Number);
}
const apply = () => submit("Verwerk het bestand");

test("people come in from two files", async () => {
  const lines = rows("gemeente-afas.csv");
  const n = new Set(lines.map((line) => line[0])).size;
  const numbers = await upload("Gemeente Vliegstad", "AFAS", "gemeente-afas.csv");
  assert.equal(numbers[0], lines.length, "every row is new");
  await inspect("import-bekijken");
  await apply();
  await upload("Politie", "Rooster", "politie.csv");
  await apply();
  await page.goto("/importen");
  await inspect("importen");
  const list = await (await page.request.get("/api/v1/people", { headers: { accept: "application/json" } })).json();
  assert.ok(Array.isArray(list) && list.length > 0);
  await page.goto("/mensen");
  assert.match(await page.textContent("main"), new RegExp(`\\b${n + 7 + 1}\\b`), `${n} and 7 people, and the owner`);
  await inspect("mensen");
  await page.locator("main tbody a").first().click();
  await inspect("mens");
});

test("the same file again changes nothing", async () => {
  const numbers = await upload("Gemeente Vliegstad", "AFAS", "gemeente-afas.csv");
  assert.deepEqual(numbers.slice(0, 2), [0, 0], "nothing new, nothing changed");
});

test("a programme is made from the blueprint", async () => {
  await page.goto("/leergangen/nieuw");
  await page.fill("#naam", "Samen naar buiten");
  await page.fill("#doel", "Collega’s leren samen met bewoners en partners te werken.");
  await submit("Maak de leergang");
  assert.equal(await heading(), "Samen naar buiten");
  assert.equal(await page.locator("#modules-table ~ tbody tr, table.vw-stacked tbody tr").count(), 6);
  assert.equal(await page.getByText("nog invullen", { exact: true }).count(), 3, "three themes are open");
  await inspect("leergang");
  await page.getByRole("link", { name: "4. Thema nog te kiezen" }).click();
  await inspect("module");
  await page.fill("#thema", "Samen aan een opgave");
  await page.fill("#tekst", "Elke groep werkt aan een vraag uit de eigen wijk.");
  await submit("Sla op als nieuwe versie");
  assert.equal(await page.inputValue("#thema"), "Samen aan een opgave", "without a reason nothing is lost");
  await page.fill("#reden", "De wijkteams vroegen erom.");
  await submit("Sla op als nieuwe versie");
  assert.equal(await page.getByText("nog invullen", { exact: true }).count(), 2);
  await page.goto("/leergangen");
  await inspect("leergangen");
});

test("a cohort takes in 31 applications", async () => {
  await page.goto("/lichtingen/nieuw");
  await inspect("lichting-nieuw");
  await submit("Maak de lichting");
  assert.equal(await heading(), "Lichting 1");
  await inspect("lichting-leeg");
  await page.goto("/lichtingen/1");
  await page.getByRole("link", { name: "Kies de deelnemers" }).click();
  await inspect("aanmeldingen-leeg");
  await page.getByRole("link", { name: "Haal aanmeldingen uit een bestand" }).click();
  const numbers = await upload("Gemeente Vliegstad", "Aanmeldingen", "aanmeldingen-31.csv", "applications");
  assert.equal(numbers[0], 31);
  await apply();
});

test("24 are placed by the rules, and a broken rule is named", async () => {
  const lines = rows("aanmeldingen-31.csv");
  await page.goto("/lichtingen/1/aanmeldingen");
  assert.equal(await page.locator("input[name=plaats]").count(), 31);
  assert.equal(await page.locator("input[name=plaats]:checked").count(), 24, "the proposal fills the places");
  await inspect("aanmeldingen");
  const refused = page.locator("main tbody tr", { hasText: /nee, / }).first();
  await refused.locator("input[name=plaats]").check();
  await submit("Sla de plaatsing op");
  assert.match(await page.textContent("main"), /heeft geen akkoord van de leidinggevende/);
  assert.match(await page.textContent("main"), /25 mensen voor 24 plaatsen/);
  assert.equal(await page.locator("input[name=plaats]:checked").count(), 25, "the choice is still there");
  await inspectAnswer("aanmeldingen-fout");
  await page.locator("main tbody tr", { hasText: /nee, / }).first().locator("input[name=plaats]").uncheck();
  await submit("Sla de plaatsing op");
  assert.match(await page.textContent("main"), /24 mensen hebben een plaats, 7 wachten/);
  // The rules, counted from what stands on the page.
  const placed = await page.locator("main tbody tr:has(input:checked)").evaluateAll((all) =>
    all.map((tr) => ({ unit: tr.children[1].lastElementChild.textContent, consent: tr.children[3].textContent })));
  const units = Map.groupBy ? Map.groupBy(placed, (p) => p.unit) : placed.reduce(
    (m, p) => m.set(p.unit, [...(m.get(p.unit) ?? []), p]), new Map());
  assert.equal(units.size, 5);
  for (const [unit, members] of units)
    assert.ok(members.length >= 3 && members.length <= 7, `${unit} has ${members.length}`);
  assert.ok(placed.every((p) => /ja, /.test(p.consent)), "everybody has consent");
  assert.equal(lines.length, 31);
});

test("somebody becomes facilitator", async () => {
  await page.goto("/mensen?zoek=" + encodeURIComponent(rows("gemeente-afas.csv")[0][3]));
  await inspect("mensen-zoeken");
  await page.locator("main tbody a").first().click();
  await page.locator("main a[href$='/rollen']").first().click();
  await inspect("rollen");
  await page.selectOption("#rol", "facilitator");
  await page.selectOption("#organisatie", { label: "Gemeente Vliegstad" });
  await page.click("main form button[type=submit]:visible >> nth=-1");
  await page.waitForLoadState();
  assert.match(await page.textContent("main"), /begeleider/);
});

test("dates for six sessions", async () => {
  await page.goto("/lichtingen/1/bijeenkomsten");
  await inspect("bijeenkomsten-leeg");
  const today = new Date().toISOString().slice(0, 10);
  await page.fill("#eerste", today);
  await page.fill("#begin", "09:30");
  await page.fill("#einde", "12:30");
  await page.fill("#zaal", "Wijkcentrum De Brug");
  await page.selectOption("#leiding", { index: 1 });
  await page.click("button[name=doe][value=vul]");
  await page.waitForLoadState();
  await page.goto("/lichtingen/1/bijeenkomsten");
  assert.equal(await page.getByText("datum ontbreekt").count(), 0, "all six have a date");
  await inspect("bijeenkomsten");
});

test("subgroups for all modules meet every pair", async () => {
  await page.goto("/lichtingen/1/groepen");
  await inspect("groepen-leeg");
  await submit("Maak de groepen voor alle modules");
  await page.waitForSelector("text=276 van 276", { timeout: 30000 });
  await inspect("plan");
  await submit("Gebruik deze groepen");
  assert.match(page.url(), /\/groepen$/);
  await inspect("groepen");
  await page.goto("/lichtingen/1/ontmoetingen");
  assert.match(await page.textContent("main"), /276 van (de )?276/);
  await inspect("ontmoetingen");
  await page.goto("/lichtingen/1/groepen/print");
  await inspect("groepen-print");
  const groups = await (await page.request.get("/api/v1/cohorts/1/groups")).json();
  assert.equal(groups.length, 24 * 6);
  // Recounted here, from the groups alone: every pair shares a group at least once.
  const pairs = new Set();
  for (const a of groups)
    for (const b of groups)
      if (a.person_id < b.person_id && a.module === b.module && a.group_number === b.group_number)
        pairs.add(`${a.person_id}-${b.person_id}`);
  assert.equal(pairs.size, (24 * 23) / 2);
});

test("attendance of 24 people from one page", async () => {
  await page.goto("/lichtingen/1");
  await inspect("lichting");
  await page.goto("/lichtingen/1/bijeenkomsten");
  await page.getByRole("link", { name: /^Aanwezigheid/ }).first().click();
  const people = page.locator("fieldset");
  assert.equal(await people.count(), 24);
  await people.nth(3).locator("label").nth(1).click();
  await people.nth(4).locator("label").nth(2).click();
  await inspectAnswer("aanwezigheid-invullen");
  await page.getByRole("button", { name: "Sla aanwezigheid op" }).click();
  await page.waitForLoadState();
  const text = await page.textContent("main");
  assert.match(text, /22 van (de )?24/, "attendance");
  assert.match(text, /23 van (de )?24/, "commitment");
  await inspect("aanwezigheid");
  await page.goto("/");
  await inspect("thuis");
});

test("attendance from the numbers of the paper list: one field and three clicks, however many people", async () => {
  let clicks = 0;
  const click = async (target) => {
    clicks++;
    await target.click();
    await page.waitForLoadState();
  };
  await page.goto("/lichtingen/1/bijeenkomsten");
  await click(page.getByRole("link", { name: /^Aanwezigheid/ }).first());
  await page.fill("#nummers", "3 3a 99");
  await page.press("#nummers", "Enter");
  await page.waitForLoadState();
  assert.match(await page.textContent("main"), /3a staat er twee keer.*Niemand heeft nummer 99/s);
  assert.equal(await page.inputValue("#nummers"), "3 3a 99", "what was typed is kept");
  await inspectAnswer("aanwezigheid-nummers-fout");
  await page.fill("#nummers", "4a 5 24");
  await click(page.getByRole("button", { name: "Neem over" }));
  assert.match(await page.textContent("main"), /Nog niet opgeslagen/);
  const legend = page.locator("fieldset").filter({ hasText: /^\s*\S*\s*24 / });
  assert.ok(await legend.locator("input[value=weg]").isChecked(), "shown before it is saved");
  await inspectAnswer("aanwezigheid-nummers");
  await click(page.getByRole("button", { name: "Sla aanwezigheid op" }));
  assert.match(await page.textContent("main"), /21 van (de )?24.*22 van (de )?24/s);
  assert.equal(clicks, 3);
  await page.goto("/lichtingen/1/opkomst");
  await inspect("opkomst");
});

test("a participant sees the next session, with whom, and the own learning question", async () => {
  const lines = rows("aanmeldingen-31.csv");
  const applications = await (await page.request.get("/api/v1/cohorts/1/applications")).json();
  const someone = applications.findIndex((a) => a.placement === "placed");
  const name = applications[someone].name;
  const email = rows("gemeente-afas.csv").find((line) => line[0] === lines[someone][0])[4];
  await house.stop(); // the shell does not write beside the running program
  house.run("user", "add", "--email", email, "--role", "participant", { input: `${password}\n` });
  await house.start();
  const coordinator = page;
  page = await personOpen(house, { script: false });
  await signIn(page, email, password);
  const text = await page.textContent("main");
  assert.ok(text.includes(lines[someone][1].replaceAll('"', "")), "the own learning question");
  assert.match(text, /[Mm]odule/);
  assert.ok((await page.textContent("body")).includes(name));
  await page.goto("/bijeenkomsten/2"); // that of today has been noted
  await page.getByRole("link", { name: "Ik kan niet" }).first().click();
  await page.fill("#reden", "Mijn kind is ziek");
  await page.getByRole("button", { name: "Meld me af" }).click();
  assert.match(await page.textContent("main"), /Je bent afgemeld/, "without script");
  await page.getByRole("link", { name: "Bekijk je afmelding" }).click();
  assert.match(await page.textContent("main"), /Mijn kind is ziek/);
  await page.getByRole("button", { name: "Ik kom toch" }).click();
  assert.match(await page.textContent("body"), /Je wordt weer verwacht/);
  assert.equal((await page.goto("/lichtingen/1/aanmeldingen")).status(), 403, "others' questions stay closed");
  assert.equal((await page.goto("/mensen/1")).status(), 404);
  faults.push(...page.complaints);
  await page.context().close();
  page = await personOpen(house);
  await signIn(page, email, password);
  await inspect("thuis-deelnemer");
  await page.goto("/lichtingen/1");
  await inspect("lichting-deelnemer");
  faults.push(...page.complaints);
  page = coordinator;
});

test("every page on the way was in order", () => {
  assert.deepEqual([...faults, ...page.complaints], []);
});
