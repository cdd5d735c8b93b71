// SPDX-License-Identifier: EUPL-1.2
// A cohort in the demo as a coordinator keeps it: rules, places, a manager who decides by link, somebody
// who stops before and after the start, groups that are repaired, buddies, catching up. Every page in
// both languages, at 1200 and 320 pixels.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demoOpen, houseOpen, pageInspectBoth, personOpen, signIn } from "./house.mjs";

let house, accounts, page;
const found = [];
const look = async (p, name) => found.push(...(await pageInspectBoth(p, `cohort-${name}`)));

before(async () => {
  house = await houseOpen();
  accounts = await demoOpen(house);
  page = await personOpen(house);
  await signIn(page, ...accounts.get("coordinator"));
});
after(async () => assert.equal(await house.close(), 0));

// Reloads, as a browser without script does, until the plan is there.
async function planDone() {
  for (let i = 0; i < 100 && (await page.locator("#plan-progress").count()) > 0; i++) {
    await page.waitForTimeout(200);
    await page.reload();
  }
}

test("a manager decides by one link about two people, without an account, once each", async () => {
  await page.goto("/lichtingen/2/aanmeldingen");
  await page.getByRole("button", { name: "Vraag alle leidinggevenden om akkoord" }).click();
  await page.goto("/berichten");
  await page.locator("details summary").first().click();
  const link = await page.locator("a[href*='/akkoord/']").first().getAttribute("href");
  assert.equal(await page.locator("a[href*='/akkoord/']").count(), 1); // one letter about two people
  const manager = await personOpen(house);
  await manager.goto(link);
  await manager.getByRole("heading", { name: "Mogen 2 medewerkers meedoen?" }).waitFor();
  await look(manager, "akkoord-link-twee");
  assert.equal(await manager.getByText("Leervraag").count(), 0);
  await manager.getByRole("button", { name: "Leg besluiten vast" }).click(); // nothing chosen
  await manager.getByText("Kies bij minstens één medewerker.").waitFor();
  await manager.getByLabel("akkoord", { exact: true }).first().check();
  await manager.getByRole("button", { name: "Leg besluiten vast" }).click();
  await manager.getByText("Over 1 medewerker moet je nog beslissen.").waitFor();
  await look(manager, "akkoord-link");
  await manager.getByRole("button", { name: "Leg het besluit vast" }).click(); // nothing chosen
  await manager.getByText("1 veld klopt nog niet.").waitFor();
  await manager.getByLabel("akkoord", { exact: true }).check();
  await manager.getByRole("button", { name: "Leg het besluit vast" }).click();
  await manager.getByRole("heading", { name: "Dank je" }).waitFor();
  await manager.goto(link);
  await manager.getByRole("heading", { name: "Deze link werkt niet meer" }).waitFor();
  await look(manager, "akkoord-dood");
  assert.deepEqual(manager.complaints, []);
  await manager.context().close();
});

test("rules that cannot be kept are named, and nothing is placed", async () => {
  await page.goto("/lichtingen/2/regels");
  await look(page, "regels");
  await page.fill("#plaatsen", "24");
  await page.fill("#minimum", "5");
  await page.getByRole("button", { name: "Sla de regels op" }).click();
  await page.getByText("De regels laten geen enkele indeling toe").waitFor();
  await look(page, "onmogelijk");
  await page.getByText("Het minimum van alle eenheden samen is 25, en er zijn 24 plaatsen.").waitFor();
  await page.goto("/lichtingen/2/regels");
  await page.fill("#minimum", "3");
  await page.getByRole("button", { name: "Sla de regels op" }).click();
  await page.getByText("Dit is een voorstel: 24 mensen krijgen een plaats.").waitFor();
});

test("who stops before the start makes room for who waits", async () => {
  await page.getByRole("button", { name: /plaats/ }).first().click();
  await page.goto("/lichtingen/2/aanmeldingen");
  await look(page, "aanmeldingen");
  await page.getByRole("link", { name: /^Neem uit de lichting/ }).first().click();
  await page.getByText("Van de wachtlijst schuift op:").waitFor();
  await look(page, "stopt");
  await page.getByRole("button", { name: "Neem uit de lichting" }).click();
  await page.getByText("1 persoon schoof op van de wachtlijst.").waitFor();
  await page.getByRole("link", { name: "Verloop" }).click();
  await page.getByText(/schoof op van de wachtlijst, na/).waitFor();
  await look(page, "verloop");
});

test("after two stopped, groups to come are repaired with at most eight changes", async () => {
  for (let i = 0; i < 2; i++) {
    await page.goto("/lichtingen/1/aanmeldingen");
    await page.getByRole("link", { name: /^Neem uit de lichting/ }).nth(5 * i).click();
    await page.getByText("De lichting is begonnen: niemand schuift vanzelf op.").waitFor();
    await page.getByRole("button", { name: "Neem uit de lichting" }).click();
  }
  await page.goto("/lichtingen/1/groepen");
  await page.getByText("2 personen in de groepen doen niet meer mee.").waitFor();
  await look(page, "groepen-oud");
  await page.getByRole("button", { name: "Maak een herstelplan" }).click();
  await planDone();
  await page.getByRole("heading", { name: "Wat dit plan verandert" }).waitFor();
  const said = await page.getByText(/In de eerste module die komt wisselen/).innerText();
  assert.ok(Number(/wisselen (\d+) mensen/.exec(said)[1]) <= 8, said);
  await look(page, "herstel");
  await page.getByRole("button", { name: "Gebruik deze groepen" }).click();
  assert.equal(await page.getByText("De groepen passen niet meer").count(), 0);
});

test("buddies and intervision stand beside the subgroups", async () => {
  for (const [name, button] of [["Maatjes", "Maak de maatjes"], ["Intervisie", "Maak de intervisiegroepen"]]) {
    await page.goto("/lichtingen/1/groepen");
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByRole("button", { name: button }).click();
    await planDone();
    await look(page, `plan-${name}`);
    await page.getByRole("button", { name: "Gebruik deze groepen" }).click();
    await page.getByRole("heading", { name: "Groep A" }).waitFor();
  }
  await page.goto("/lichtingen/1/groepen");
  await page.getByRole("heading", { name: /^6\./ }).waitFor();
});

test("what was missed is caught up where the module is still to come", async () => {
  await page.goto("/lichtingen/1");
  await look(page, "lichting");
  await page.getByRole("link", { name: "Inhalen" }).click();
  await look(page, "inhalen");
});

test("a participant asks to take part without script", async () => {
  const person = await personOpen(house, { script: false });
  await signIn(person, ...accounts.get("participant"));
  await person.goto("/meedoen");
  await person.fill("#leervraag", "Hoe vraag ik door?");
  await person.fill("#uren", "0");
  await person.getByRole("button", { name: "Meld mij aan" }).click();
  assert.equal(await person.inputValue("#leervraag"), "Hoe vraag ik door?");
  await person.fill("#uren", "4");
  await person.getByRole("button", { name: "Meld mij aan" }).click();
  await person.getByText("Je aanmelding is opgeslagen.").waitFor();
  await person.context().close();
});

test("every page was in order", () => assert.deepEqual([...found, ...page.complaints], []));
