// SPDX-License-Identifier: EUPL-1.2
// Places in the demo as people ask for them and coordinators give them: a wish to take part with a
// colleague, a replacement who did not apply. In both languages, at 1200 and 320 pixels.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demoOpen, houseOpen, pageInspectBoth, personOpen, signIn } from "./house.mjs";

let house, accounts, page;
const found = [];
const look = async (p, name) => found.push(...(await pageInspectBoth(p, `places-${name}`)));

before(async () => {
  house = await houseOpen();
  accounts = await demoOpen(house);
  page = await personOpen(house);
  await signIn(page, ...accounts.get("coordinator"));
});
after(async () => assert.equal(await house.close(), 0));

async function applyWith(role, name) {
  const person = await personOpen(house);
  await signIn(person, ...accounts.get(role));
  await person.goto("/meedoen");
  await look(person, `meedoen-${role}`); // changes the language, so it comes before typing
  await person.fill("#leervraag", "Hoe vraag ik door?");
  await person.fill("#uren", "4");
  await person.fill("#samen", name);
  await person.getByRole("button", { name: "Meld mij aan" }).click();
  await person.getByText(/^Je aanmelding is opgeslagen/).waitFor();
  await person.context().close();
}

test("a wish is a wish until the coordinator makes a rule of it", async () => {
  await page.goto("/lichtingen/2/aanmeldingen");
  const colleague = await page.locator("table:has(#applications-table) tbody th .vw-with-org span").last().innerText();
  await applyWith("participant", colleague.toUpperCase());
  await applyWith("line-manager", "Iemand uit mijn team");
  await page.goto("/lichtingen/2/aanmeldingen");
  await page.getByText("Bij 1 wens herkennen wij de naam niet").waitFor();
  await look(page, "wensen");
  const known = page.getByRole("listitem").filter({ hasText: `Dat is ${colleague}, die zich ook aanmeldde.` });
  await known.getByRole("button", { name: /^Houd samen/ }).click();
  await page.getByText("Zij worden bij elkaar gehouden.").waitFor();
  const unknown = page.getByRole("listitem").filter({ hasText: "Iemand uit mijn team" });
  await unknown.getByRole("button", { name: /^Houd samen/ }).click();
  await page.getByText("Kies eerst wie er bedoeld is.").waitFor();
  await unknown.getByRole("button", { name: /^Leg opzij/ }).click();
  await page.getByText("De wens ligt opzij.").waitFor();
  assert.equal(await page.getByRole("heading", { name: "Wensen om samen mee te doen" }).count(), 0);
  await page.goto("/lichtingen/2/regels");
  await page.getByRole("listitem").filter({ hasText: colleague }).filter({ hasText: "samen" }).waitFor();
});

test("who coordinates for a partner names somebody new for a place of its own", async () => {
  const partner = await personOpen(house);
  await signIn(partner, ...accounts.get("partner-coordinator"));
  await look(partner, "home-partner");
  const row = partner.getByRole("row").filter({ has: partner.getByRole("link", { name: /^Vervang/ }) }).first();
  const leaves = await row.getByRole("link").first().innerText();
  await row.getByRole("link", { name: /^Vervang/ }).click();
  await partner.getByRole("heading", { name: `Vervang ${leaves}` }).waitFor();
  await partner.fill("#naam", "Noor van den Nieuwe");
  await partner.getByRole("button", { name: "Vervang" }).click();
  await partner.getByText(/kennen wij niemand met deze naam/).waitFor();
  assert.equal(await partner.inputValue("#naam"), "Noor van den Nieuwe");
  await partner.getByLabel(/^Dit is iemand nieuw bij/).check();
  await partner.fill("#reden", "Andere baan");
  await partner.getByRole("button", { name: "Vervang" }).click();
  await partner.getByText(`${leaves} stopt, en Noor van den Nieuwe neemt de plaats over.`).waitFor();
  await partner.getByRole("row").filter({ hasText: "Noor van den Nieuwe" }).getByRole("link", { name: /^Vervang/ }).click();
  await look(partner, "vervanging");
  await page.goto("/lichtingen/1/verloop");
  await page.getByRole("row").filter({ hasText: `kwam in de plaats van ${leaves}` }).filter({ hasText: "Andere baan" }).waitFor();
  await partner.context().close();
});

test("every page was in order", () => assert.deepEqual([...found, ...page.complaints], []));
