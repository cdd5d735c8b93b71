// SPDX-License-Identifier: EUPL-1.2
// Accounts and people as they are used: several roles, a session that ends while somebody types,
// back and double click, two people at one form, five names and a card, a list without numbers, a
// module that leans to one side, and who hears of a new date. In the demo, both languages.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { demoOpen, houseOpen, pageInspect, pageInspectBoth, people as folder, personOpen, signIn } from "./house.mjs";

let house, accounts;
const faults = [];
const people = new Map(); // role: page
before(async () => {
  house = await houseOpen();
  accounts = await demoOpen(house);
});
after(async () => assert.equal(await house.close(), 0));

async function as(role) {
  if (!people.has(role)) {
    const page = await personOpen(house);
    await signIn(page, ...accounts.get(role));
    people.set(role, page);
  }
  return people.get(role);
}
const press = async (page, name) => {
  await page.getByRole("button", { name, exact: true }).first().click();
  await page.waitForLoadState();
};
const text = (page) => page.textContent("main");
const inspect = async (page, name) => faults.push(...(await pageInspectBoth(page, name)));
const inspectAnswer = async (page, name) => faults.push(...(await pageInspect(page, name)));
const url = (page) => page.waitForLoadState().then(() => new URL(page.url()).pathname);

test("somebody with several roles goes on in one of them without signing in again", async () => {
  const owner = await as("owner"), page = await as("coordinator");
  await owner.goto(`/mensen?zoek=${accounts.get("coordinator")[0]}`);
  await owner.locator("main tbody a").first().click();
  await owner.goto(`${await url(owner)}/rollen`);
  await owner.selectOption("#rol", "partner_coordinator");
  await owner.selectOption("#organisatie", { index: 1 });
  await press(owner, "Geef deze rol");
  await page.goto("/");
  const before = await page.locator("nav[aria-label] a").count();
  await page.getByRole("link", { name: "Wissel van rol" }).click();
  await inspect(page, "rol");
  await page.getByRole("button", { name: /^Kies deze rol: contactpersoon van een partner/ }).click();
  assert.match(await page.textContent("body"), /Je gaat verder als contactpersoon van een partner/);
  assert.ok((await page.locator("nav[aria-label] a").count()) < before, "the menu is that of the role");
  assert.equal((await page.goto("/organisaties")).status(), 403);
  await page.goto("/rol");
  await inspect(page, "rol-gekozen");
  await press(page, "Neem alle rollen");
  assert.equal((await page.goto("/organisaties")).status(), 200);
});

test("a session that ended while somebody typed loses nothing", async () => {
  const page = await personOpen(house);
  await signIn(page, ...accounts.get("coordinator"));
  await page.goto("/organisaties/nieuw");
  await page.fill("#naam", "Stichting “Welkom” & co");
  await page.fill("#letter", "S");
  await page.context().clearCookies();
  await press(page, "Sla op");
  assert.match(await text(page), /Je was te lang weg en bent uitgelogd.*Er is nog niets opgeslagen/s);
  await inspectAnswer(page, "verlopen");
  await page.fill("#email", accounts.get("coordinator")[0]);
  await page.fill("#wachtwoord", "verkeerd verkeerd");
  await press(page, "Log in");
  await page.fill("#wachtwoord", accounts.get("coordinator")[1]);
  await press(page, "Log in");
  assert.match(await text(page), /Je bent weer ingelogd.*Stichting “Welkom” & co/s);
  await inspectAnswer(page, "verder");
  await press(page, "Ga verder met wat ik had ingevuld");
  assert.match(await text(page), /Stichting “Welkom” & co is toegevoegd/);
  faults.push(...page.complaints);
  await page.context().close();
});

test("back and once more: the same counts once, something else counts", async () => {
  const page = await personOpen(house, { script: false });
  await signIn(page, ...accounts.get("coordinator"));
  await page.goto("/organisaties/nieuw");
  await page.fill("#naam", "Bureau Eén");
  await page.fill("#letter", "B");
  const form = await page.evaluate(() => Object.fromEntries(new FormData(document.querySelector("main form"))));
  await press(page, "Sla op");
  const send = (fields) => page.request.post("/organisaties/nieuw", {
    form: { ...form, ...fields }, headers: { origin: house.url, "sec-fetch-site": "same-origin" } });
  await page.goto("/organisaties"); // what was said has been read
  assert.match(await (await send({})).text(), /Dit had je al verstuurd/);
  assert.match(await (await send({ naam: "Bureau Twee" })).text(), /Bureau Twee is toegevoegd/);
  await page.goto("/organisaties");
  assert.equal(await page.getByText("Bureau Eén", { exact: true }).count(), 1);
  await page.context().close();
});

test("two people at one form: the second sees both and keeps what was typed", async () => {
  const first = await as("coordinator"), second = await as("partner-coordinator");
  await second.goto("/mensen");
  await second.locator("main tbody a").first().click();
  const person = await url(second);
  await second.getByRole("link", { name: "Wijzig de gegevens" }).click();
  await first.goto(`${person}/wijzig`);
  await inspect(first, "mens-wijzig");
  await first.fill("#achternaam", "Eerste");
  await press(first, "Sla op");
  await second.fill("#achternaam", "Tweede");
  await press(second, "Sla op");
  assert.match(await text(second), /Iemand anders heeft dit intussen veranderd.*Eerste.*Tweede/s);
  assert.equal(await second.inputValue("#achternaam"), "Tweede");
  await inspectAnswer(second, "tegelijk");
  await press(second, "Sla op");
  assert.match(await second.textContent("h1"), /Tweede/);
});

test("a partner types five names; who has no address comes in with a card", async () => {
  const page = await as("partner-coordinator");
  await page.goto("/mensen");
  await page.getByRole("link", { name: "Voeg mensen toe" }).click();
  await inspect(page, "mensen-toevoegen");
  const names = ["Noor van der Berg", "Ali", "Daan Wolfeschlegelsteinhausenbergerdorff-van den Heuvel tot Beichlingen",
    "Esmée 't Hart", "Żaneta Łęcka"];
  for (const [i, name] of names.entries()) await page.fill(`#naam-${i + 1}`, name);
  await page.fill("#mail-1", "noor@politie");
  await press(page, "Voeg toe");
  assert.match(await text(page), /Dit is geen e-mailadres/);
  assert.equal(await page.inputValue("#naam-5"), names[4], "nothing that was typed is gone");
  await inspectAnswer(page, "mensen-toevoegen-fout");
  await page.fill("#mail-1", "noor@politie-vaartwijk.example");
  await press(page, "Voeg toe");
  assert.match(await page.textContent("body"), /5 mensen zijn toegevoegd/);
  await inspect(page, "toegang-organisatie");
  await press(page, "Druk kaarten af voor wie is aangevinkt");
  await inspectAnswer(page, "kaarten");
  assert.equal(await page.locator(".vw-cards li").count(), 4);
  const code = await page.locator(".vw-cards li", { hasText: "Łęcka" }).locator(".vw-code").textContent();
  const guest = await personOpen(house, { script: false });
  await guest.goto("/kaart");
  await guest.fill("#code", code.toLowerCase().replaceAll("-", " "));
  await guest.fill("#achternaam", "łęcka");
  await guest.click("main button[type=submit]");
  assert.match(await guest.textContent("body"), /Żaneta Łęcka/, "signed in");
  await guest.context().close();
});

test("a list without numbers asks who is meant, and is taken in whole", async () => {
  const page = await as("partner-coordinator");
  await page.goto("/importen/nieuw");
  await page.fill("#bron", "Namenlijst");
  await page.setInputFiles("#bestand", { name: "namen.csv", mimeType: "text/csv",
    buffer: Buffer.from("Naam;Team\nNoor van der Berg;Team Vaart\nGeheel Nieuw;Team Vaart\n") });
  await press(page, "Upload en vergelijk");
  await page.click("main form button[type=submit]");
  await page.waitForLoadState();
  assert.match(await text(page), /Bij 1 persoon weten we niet zeker wie het is/);
  assert.equal(await page.getByRole("button", { name: "Verwerk het bestand" }).count(), 0);
  await inspect(page, "import-vraag");
  await page.locator("fieldset label").first().click();
  await press(page, "Bewaar wie het is");
  await inspect(page, "import-antwoord");
  await press(page, "Verwerk het bestand");
  await page.goto("/mensen?zoek=noor");
  assert.equal(await page.locator("main tbody tr").count(), 1, "nobody stands there twice");
});

// Each for an organisation of its own, with the mapping that the headers say; the mapping is kept.
const interop = "../shared/data/interop/hr";
const files = ["gemeente-afas.csv", "politie.csv", "maatschappelijk-werk.tsv", "reiniging-cp1252.csv", "woningcorporatie.csv"]
  .map((name) => `${folder}/${name}`)
  .concat(existsSync(interop) ? [`${interop}/afas-style.csv`, `${interop}/raet-style-cp1252.csv`] : []);
test("every partner's file goes in through the screen, and a second time changes nothing", async (t) => {
  if (files.length < 7) t.diagnostic(`skipped: ${interop} is not here`);
  const page = await as("owner");
  const numbers = async () => (await page.locator(".vw-kpis .vw-big").allTextContents()).map(Number);
  for (const [i, file] of files.entries()) {
    const partner = `Partner ${i + 1}`;
    await page.goto("/organisaties/nieuw");
    await page.fill("#naam", partner);
    await page.fill("#letter", "X");
    await press(page, "Sla op");
    const rows = readFileSync(file, "latin1").trim().split(/\r?\n/).length - 1;
    for (const again of [false, true]) {
      await page.goto("/importen/nieuw");
      await page.selectOption("#organisatie", { label: partner });
      await page.fill("#bron", "Lijst");
      await page.setInputFiles("#bestand", file);
      await press(page, "Upload en vergelijk");
      assert.equal((await url(page)).endsWith("/kolommen"), !again, `${file}: asked for its columns once`);
      if (!again) {
        await page.click("main form button[type=submit]");
        await page.waitForLoadState();
      }
      assert.deepEqual((await numbers()).slice(0, 3), again ? [0, 0, rows] : [rows, 0, 0], file);
      if (!again) await press(page, "Verwerk het bestand");
    }
  }
  await page.goto("/mensen");
  await inspect(page, "mensen-veel");
});

test("a module with only professional content says so", async () => {
  const page = await as("coordinator");
  await page.goto("/leergangen/1/modules/2");
  while ((await page.locator("tbody tr", { hasText: "Persoonlijke ontwikkeling" }).count()) > 0) {
    await page.locator("tbody tr", { hasText: "Persoonlijke ontwikkeling" }).locator("a").first().click();
    await page.locator("input[name=soort][value=content], select[name=soort]").first().evaluate((e) => {
      if (e.type === "radio") e.checked = true;
      else e.value = "content";
    });
    await page.fill("#reden", "Om te zien wat er dan gebeurt");
    await page.locator("main form button[type=submit]").first().click();
    await page.waitForLoadState();
    await page.goto("/leergangen/1/modules/2");
  }
  assert.match(await text(page), /alleen vakinhoud/i);
  await inspect(page, "module-scheef");
  await page.goto("/leergangen/1/verschil");
  await inspect(page, "verschil");
});

test("a new date is told once to each, and can be read in the demo", async () => {
  const page = await as("coordinator");
  await page.goto("/lichtingen/1/bijeenkomsten");
  await page.locator("input[name^=plaats-]").last().fill("Buurthuis De Kade");
  await press(page, "Sla alle bijeenkomsten op");
  for (let i = 0; i < 30; i++) {
    await page.goto("/berichten");
    if ((await page.locator("tbody tr", { hasText: "Je bijeenkomsten" }).count()) > 0) break;
    await page.waitForTimeout(1000);
  }
  const n = await page.locator("tbody tr", { hasText: "Je bijeenkomsten" }).count();
  assert.ok(n > 10, `${n} messages`);
  await page.locator("details summary").first().click();
  assert.match(await text(page), /wordt: .*Buurthuis De Kade/);
  await inspect(page, "berichten");
  await page.goto("/berichten/mijn");
  await inspect(page, "berichten-mijn");
});

test("every page on the way was in order", () => {
  const complaints = [...people.values()].flatMap((page) => page.complaints);
  assert.deepEqual([...faults, ...complaints], []);
});
